"""Where things are kept: the state that lasts, and folders that vanish with the process that made them."""

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path

from devstack.programs import Runner
from devstack.say import Stop

CHECKOUT = Path(__file__).resolve().parent.parent
PREFIX = "sharedlives-"
HELD = ".held"
JUST_MADE = 5  # seconds
LOADED, EMPTY = "demo-loaded", "empty"  # marks in the state folder


def state_folder() -> Path:
    """The folder of this checkout's demonstration; SHAREDLIVES_STATE moves it."""
    folder = Path(os.environ.get("SHAREDLIVES_STATE") or CHECKOUT / ".state").resolve()
    try:
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        for name in ("logs", "mail"):
            (folder / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as refusal:
        raise Stop(
            f"The folder {folder} cannot be written ({refusal.strerror}). Set SHAREDLIVES_STATE=another."
        ) from None
    if not os.access(folder, os.W_OK) or folder.stat().st_uid != os.geteuid():
        raise Stop(
            f"The folder {folder} belongs to another user. Start as that user, or set SHAREDLIVES_STATE=another."
        )
    return folder


def servers_folder(state: Path, runner: Runner) -> Path:
    """Where the servers' own data lie: in the state, or beside it when their user cannot reach the checkout.

    Root's home is usually closed to everybody else, and PostgreSQL refuses to run as root.
    """
    if runner.can_reach(state):
        return state
    name = PREFIX + hashlib.sha256(str(state).encode()).hexdigest()[:12]
    folder = Path("/var/lib") / name
    folder.mkdir(mode=0o755, exist_ok=True)
    return folder


def temporary_root() -> Path:
    """A short folder for sockets: their whole path may not pass about 100 characters."""
    return Path("/tmp") if os.access("/tmp", os.W_OK | os.X_OK) else Path(tempfile.gettempdir())


class Vanishing:
    """A folder only its user can enter, removed at the end; what a killed process left, a later start removes."""

    def __init__(self, runner: Runner):
        self.sweep()
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=temporary_root()))
        self.held = os.open(self.path / HELD, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        fcntl.flock(self.held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        runner.give(self.path)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self.held)

    @staticmethod
    def sweep() -> None:
        """Remove what a killed process left: our own folders whose lock nobody holds."""
        for folder in temporary_root().glob(f"{PREFIX}*"):
            try:
                if time.time() - folder.stat().st_mtime < JUST_MADE:
                    continue  # its maker may not hold it yet
                held = os.open(folder / HELD, os.O_RDWR | os.O_CLOEXEC)
            except OSError:
                continue  # another user's, or not one of these
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue
            else:
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(held)


class Lock:
    """One supervisor at a time for one state folder; the kernel frees it however the holder dies."""

    def __init__(self, state: Path):
        self.handle = os.open(state / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)

    def take(self) -> bool:
        """Try to become the one; False when another supervisor runs."""
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def write_whole(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a file so that a reader sees all of it or none of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
