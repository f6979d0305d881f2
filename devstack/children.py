"""The processes under the supervisor: started, brought back when they die, stopped in order."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from devstack.say import Stop, complain, say

PR_SET_PDEATHSIG = 1
PAUSES = (0.1, 0.5, 1, 2, 5, 10)  # seconds before each next try; a postmaster may need two after kill -9
SETTLED = 20  # seconds alive after which an earlier death is forgotten
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def dies_with_parent(sent: int) -> Callable[[], None] | None:
    """What a child does first: ask the kernel for a signal when the supervisor dies, so that nothing outlives it."""
    if LIBC is None:
        return None
    parent = os.getpid()

    def ask():
        LIBC.prctl(PR_SET_PDEATHSIG, sent)
        if os.getppid() != parent:  # it died in between
            os._exit(1)

    return ask


@dataclass
class Child:
    """One process: how to start it, how to see that it answers, how to stop it."""

    name: str
    command: list
    log: Path
    env: dict[str, str] | None = None
    cwd: Path | str = "/"
    as_user: dict = field(default_factory=dict)
    stop_signal: int = signal.SIGTERM
    patience: float = 10  # seconds between asking it to stop and killing it
    answers: Callable[[], bool] = lambda: True
    before: Callable[[], None] = lambda: None
    process: subprocess.Popen | None = None
    started_at: float = 0
    deaths: int = 0
    next_try_at: float = 0

    def start(self) -> None:
        """Start it, in a session of its own so that Ctrl-C reaches the supervisor alone."""
        self.before()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(part) for part in self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.cwd,
                env=self.env,
                start_new_session=True,
                preexec_fn=dies_with_parent(self.stop_signal),
                **self.as_user,
            )
        self.started_at = time.monotonic()

    def is_alive(self) -> bool:
        """Whether its process runs."""
        return self.process is not None and self.process.poll() is None

    def clear_group(self) -> None:
        """End what a killed process left behind: orphans would hold its port or its tasks."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def wait_until_it_answers(self, seconds: float = 30) -> None:
        """Wait for its first answer, bringing it back if it dies meanwhile; then give up with the end of its log."""
        until = time.monotonic() + seconds
        while not self.answers():
            if time.monotonic() > until or self.deaths > 4:
                raise Stop(f"The {self.name} did not start. The end of {self.log}:\n{self.log_end()}")
            self.revive(quietly=True)
            time.sleep(0.05)

    def revive(self, quietly: bool = False) -> None:
        """Start it again if it died, after a pause that grows with every death in a row."""
        now = time.monotonic()
        if self.is_alive():
            if self.deaths and now - self.started_at > SETTLED:
                self.deaths = 0
            return
        if self.process is not None:
            self.clear_group()
            status, self.process = self.process.returncode, None
            self.next_try_at = now + PAUSES[min(self.deaths, len(PAUSES) - 1)]
            self.deaths += 1
            if not quietly:
                how = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
                complain(f"The {self.name} {how}; starting it again.")
            if self.deaths == len(PAUSES):
                complain(f"The {self.name} keeps ending; see {self.log}. Still trying.")
        elif now >= self.next_try_at:
            self.start()

    def stop(self) -> None:
        """Ask it to stop, wait, and kill it if it does not."""
        if self.is_alive():
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(self.patience)
            except subprocess.TimeoutExpired:
                complain(f"The {self.name} did not stop within {self.patience:.0f} seconds; ending it.")
        self.clear_group()
        if self.process is not None:
            self.process.wait()
        self.process = None

    def log_end(self, lines: int = 12) -> str:
        """The last lines of its log."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return "(no log)"


class Crew:
    """All the children, in the order they start; stopped in the opposite order."""

    def __init__(self):
        self.children: list[Child] = []
        self.stopping = False

    def start(self, *children: Child, seconds: float = 30) -> None:
        """Start some children and wait until each answers."""
        for child in children:
            self.children.append(child)
            child.start()
        for child in children:
            child.wait_until_it_answers(seconds)

    def stop_when_signalled(self) -> None:
        """Ctrl-C, SIGTERM and a closed terminal all mean: stop everything in order."""
        for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if sent != signal.SIGHUP or signal.getsignal(sent) != signal.SIG_IGN:  # nohup means it
                signal.signal(sent, self.interrupt)

    def interrupt(self, *_) -> None:
        """The first signal begins the stop; later ones do not disturb it."""
        if not self.stopping:
            self.stopping = True
            raise KeyboardInterrupt

    def watch(self) -> None:
        """Bring back whatever dies, until a signal comes."""
        while True:
            for child in self.children:
                child.revive()
            time.sleep(0.2)

    def stop(self, aloud: bool = False) -> None:
        """Stop every child, the last started first."""
        self.stopping = True
        for child in reversed(self.children):
            if aloud:
                say(f"Stopping the {child.name}…")
            child.stop()
        self.children.clear()
