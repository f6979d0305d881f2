"""Programs started for real, each with an environment of its own, and ended for certain."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
OURS = ("SHAREDLIVES_", "DATABASE_", "REDIS_", "EMAIL_", "MAIL_", "DJANGO_", "SECRET_", "SITE_", "ALLOWED_", "PORT")


@pytest.fixture(scope="session")
def plain_env():
    """The caller's environment without anything of ours, the virtual environment's programs first."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once, not by each program again
    return kept | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}", "PYTHONUNBUFFERED": "1"}


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Program:
    """A running program whose words go to a file."""

    def __init__(self, command, env, out, cwd=CHECKOUT):
        self.out = out
        with out.open("wb") as words:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
                env=env,
                cwd=cwd,
                start_new_session=True,
            )

    @property
    def said(self):
        return self.out.read_text(errors="replace")

    def wait_for(self, happened, seconds=30):
        until = time.monotonic() + seconds
        while not happened():
            assert self.process.poll() is None, f"It ended with status {self.process.returncode}:\n{self.said}"
            assert time.monotonic() < until, f"Nothing after {seconds} seconds:\n{self.said}"
            time.sleep(0.1)

    def end(self, sent=signal.SIGTERM, seconds=30):
        """Signal it and hand back its status."""
        if self.process.poll() is None:
            self.process.send_signal(sent)
        try:
            return self.process.wait(seconds)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def start(tmp_path):
    """Start a program; every one is ended after the test."""
    programs = []

    def begin(command, env, **more):
        programs.append(Program(command, env, tmp_path / f"words-{len(programs)}", **more))
        return programs[-1]

    yield begin
    for program in programs:
        program.end(signal.SIGKILL)
