"""The lock files: every package with its version and hashes, for every platform, naming no registry."""

import shutil
import subprocess
import sys
from pathlib import Path

from devstack.folders import CHECKOUT

LOCKS = {"server": [], "run": ["--group", "demo"], "dev": ["--group", "dev"]}
OPTIONS = ["--universal", "--generate-hashes", "--no-header", "--quiet", "--python-version", "3.11"]


def make(arguments: list[str]) -> int:
    """`./run lock [--upgrade]`: make all three again; without --upgrade, versions that still fit are kept.

    The largest comes first and the others start from its versions, so that what is tested is what runs.
    """
    folder = CHECKOUT / "requirements"
    for name in ("dev", "run", "server"):
        target = folder / f"{name}.lock"
        if name != "dev":
            shutil.copy(folder / "dev.lock", target)
            arguments = []  # already as new as the first one
        command = [str(Path(sys.executable).parent / "uv"), "pip", "compile", *OPTIONS, *LOCKS[name], *arguments]
        done = subprocess.run([*command, "pyproject.toml", "-o", f"requirements/{target.name}"], cwd=CHECKOUT)
        if done.returncode:
            return done.returncode
    return 0
