"""PostgreSQL and Valkey as children: sockets only, no TCP port, no password, nothing another user can reach."""

import shutil
import signal
import socket
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from devstack.children import Child
from devstack.programs import Programs, Runner, plain_environment
from devstack.say import Stop

MAJOR = "18"
# Single-user mode: the cluster is complete before a server ever answers, so a half-made one cannot be mistaken for it.
# One statement a line is what that mode reads.
FIRST_SQL = """create role sharedlives login createdb;
create database sharedlives owner sharedlives;
"""
COMPLETE = "sharedlives.complete"


class Postgres:
    """A cluster in a folder, reached through a socket folder."""

    def __init__(self, programs: Programs, runner: Runner, data: Path, sockets: Path, *, throw_away: bool = False):
        self.programs, self.runner, self.data, self.sockets = programs, runner, data, sockets
        self.throw_away = throw_away

    @property
    def url(self) -> str:
        """What DATABASE_URL says: the application's own role, which is not a superuser."""
        return f"postgres://sharedlives@/sharedlives?host={quote(str(self.sockets), safe='/')}"

    def make(self) -> bool:
        """Make the cluster if there is none; one whose making was interrupted is made again. True when made now."""
        if self.data.exists():
            self.refuse_if_damaged()
            return False
        draft = self.data.with_name(f"{self.data.name}.unfinished")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        self.runner.give(draft)
        made = self.runner.run(
            [
                *(self.programs.postgres_bin / "initdb", "-D", draft, "-U", "postgres", "-E", "UTF8"),
                *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *("--auth-local=trust", "--auth-host=reject"),
                *(["--no-sync"] if self.throw_away else []),
            ]
        )
        if made.returncode == 0:
            made = self.runner.run(
                [self.programs.postgres_bin / "postgres", "--single", "-D", draft, "postgres"], input=FIRST_SQL
            )
        if made.returncode or "ERROR" in made.stderr:
            raise Stop(f"PostgreSQL could not make its data folder {draft}:\n{(made.stderr or made.stdout).strip()}")
        (draft / COMPLETE).touch()
        draft.rename(self.data)
        return True

    def refuse_if_damaged(self) -> None:
        """Say in one sentence why an existing folder cannot be used."""
        version = self.data / "PG_VERSION"
        if not (self.data / COMPLETE).exists() or not version.exists():
            raise Stop(f"The data folder {self.data} is half made. ./run --fresh removes it and starts over.")
        if (found := version.read_text().strip()) != MAJOR:
            raise Stop(
                f"The data folder {self.data} is PostgreSQL {found}'s, not {MAJOR}'s. ./run --fresh starts over."
            )

    def answers(self) -> bool:
        """Ready when the postmaster has written so in its own file."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[7].strip() == "ready"

    def child(self, log: Path) -> Child:
        """The postmaster. SIGINT is its fast shutdown."""
        options = {
            "unix_socket_directories": self.sockets,
            "listen_addresses": "",
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "64MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if self.throw_away:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal"}
            options |= {"max_wal_senders": "0", "autovacuum_naptime": "10min"}
        command = [self.programs.postgres_bin / "postgres", "-D", self.data]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        return Child(
            name="database",
            command=command,
            log=log,
            env=plain_environment(),
            as_user=self.runner.as_user,
            stop_signal=signal.SIGINT,
            patience=30,
            answers=self.answers,
        )


class Valkey:
    """A Redis-protocol server that keeps every message on disk and refuses rather than forgets."""

    def __init__(self, programs: Programs, runner: Runner, data: Path, sockets: Path, *, throw_away: bool = False):
        self.programs, self.runner, self.data = programs, runner, data
        self.socket = sockets / "valkey"
        self.throw_away = throw_away

    @property
    def url(self) -> str:
        """What REDIS_URL says, in the form Celery reads."""
        return f"redis+socket://{quote(str(self.socket), safe='/')}?virtual_host=0"

    def make(self) -> None:
        """Make its folder if there is none."""
        self.data.mkdir(exist_ok=True)
        self.runner.give(self.data)

    def answers(self) -> bool:
        """Ready when it answers PING; while it reads its file it says LOADING."""
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(2)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False

    def clear_socket(self) -> None:
        """Remove the socket of a killed server, so that nobody talks to nothing."""
        with suppress(FileNotFoundError):
            self.socket.unlink()

    def child(self, log: Path) -> Child:
        """The server process."""
        keep = ["--appendonly", "no"] if self.throw_away else ["--appendonly", "yes", "--appendfsync", "everysec"]
        return Child(
            name="message broker",
            command=[
                *(self.programs.valkey, "--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700"),
                *("--dir", self.data, "--save", "", "--daemonize", "no", "--maxmemory-policy", "noeviction", *keep),
            ],
            log=log,
            env=plain_environment(),
            as_user=self.runner.as_user,
            answers=self.answers,
            before=self.clear_socket,
        )
