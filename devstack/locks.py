"""The lock files: every package with its version and hashes, for every platform, naming no registry."""

import subprocess
import sys
from pathlib import Path

from devstack.folders import CHECKOUT

LOCKS = {"server": [], "run": ["--group", "demo"], "dev": ["--group", "dev"]}
OPTIONS = ["--universal", "--generate-hashes", "--no-header", "--quiet", "--python-version", "3.11"]


def make(arguments: list[str]) -> int:
    """`./run lock [--upgrade]`: make all three again; without --upgrade, versions that still fit are kept.

    The largest comes first and bounds the others, so that what is tested is what runs.
    """
    bound: list[str] = []
    for name in ("dev", "run", "server"):
        target = f"requirements/{name}.lock"
        command = [str(Path(sys.executable).parent / "uv"), "pip", "compile", *OPTIONS, *LOCKS[name], *bound]
        done = subprocess.run([*command, *arguments, "pyproject.toml", "-o", target], cwd=CHECKOUT)
        if done.returncode:
            return done.returncode
        bound = ["--constraint", "requirements/dev.lock"]
    return 0
