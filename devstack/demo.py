"""`./run`: the whole of Sharedlives on this machine, with invented data, until Ctrl-C."""

import http.client
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from devstack.children import Child, Crew
from devstack.folders import CHECKOUT, EMPTY, LOADED, Lock, Vanishing, servers_folder, state_folder, write_whole
from devstack.programs import Programs, Runner
from devstack.say import Stop, complain, say
from devstack.servers import Postgres, Valkey

DEFAULT_PORT = 8431
MADE_HERE = ("postgres", "postgres.unfinished", "valkey")
KEPT = (
    "mail",
    LOADED,
    EMPTY,
    "sign-ins",
    "beat",
    "secret-key",
    "ports.json",
    "static",
    "static-collected",
    "logs",
    "running.json",
)
LONGEST_LOG = 5_000_000  # bytes; a longer one begins anew at the next start


def wanted_port() -> int:
    """The port the pages answer on: PORT, or 8431."""
    text = os.environ.get("PORT", "").strip() or str(DEFAULT_PORT)
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise Stop(f"PORT={text} is not a port. Choose a number from 1024 to 65535.")
    return int(text)


def is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def refuse_busy(port: int) -> None:
    """Say in one sentence that somebody else has the port."""
    if not is_free(port):
        raise Stop(f"Port {port} is in use by another program. Choose another, for example: PORT={port + 10} ./run")


def mail_port(state: Path) -> int:
    """The mail catcher's port: the same as last time while it is free."""
    kept = state / "ports.json"
    try:
        port = int(json.loads(kept.read_text())["mail"])
    except (OSError, ValueError, KeyError, TypeError):
        port = 0
    if not port or not is_free(port):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        write_whole(kept, json.dumps({"mail": port}))
    return port


def secret_key(state: Path) -> str:
    """This demonstration's own key, made once and readable by nobody else."""
    kept = state / "secret-key"
    if not kept.exists() or not kept.read_text().strip():
        write_whole(kept, secrets.token_urlsafe(48) + "\n", mode=0o600)
    return kept.read_text().strip()


def start_over(state: Path, servers: Path) -> None:
    """Remove what earlier demonstrations left; only names made here are touched."""
    for folder, names in ((servers, MADE_HERE), (state, KEPT)):
        for name in names:
            path = folder / name
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
    state_folder()


class Demo:
    """One run of the demonstration: its folders, its environment, its children."""

    def __init__(self, state: Path, port: int):
        self.state, self.port = state, port
        self.address = f"http://127.0.0.1:{port}/"
        self.own_database = bool(os.environ.get("DATABASE_URL", "").strip())
        self.own_broker = bool(os.environ.get("REDIS_URL", "").strip())
        if self.own_database and os.environ.get("SHAREDLIVES_DEMO"):
            raise Stop("The demonstration is not loaded into your own database: its passwords are public.")
        self.crew = Crew()

    def log(self, name: str) -> Path:
        """A child's log, begun anew when it has grown long."""
        path = self.state / "logs" / f"{name}.log"
        if path.exists() and path.stat().st_size > LONGEST_LOG:
            path.unlink()
        return path

    def start_servers(self, runner: Runner, sockets: Path) -> dict[str, str]:
        """Start what is not the caller's own; returns the two URLs."""
        urls = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
        if self.own_database and self.own_broker:
            return urls
        folder = servers_folder(self.state, runner)
        if folder != self.state:
            say(f"The servers' data are in {folder}, where the user {runner.name} can reach them.")
        programs = Programs.find(runner, keep_in=lambda: folder)
        if not self.own_database:
            postgres = Postgres(programs, runner, folder / "postgres", sockets)
            say("Starting PostgreSQL…")
            if postgres.make():
                (self.state / LOADED).unlink(missing_ok=True)
            self.crew.start(postgres.child(self.log("postgres")), seconds=60)
            urls["DATABASE_URL"] = postgres.url
        if not self.own_broker:
            valkey = Valkey(programs, runner, folder / "valkey", sockets)
            say("Starting Valkey…")
            valkey.make()
            self.crew.start(valkey.child(self.log("valkey")))
            urls["REDIS_URL"] = valkey.url
        return urls

    def environment(self, urls: dict[str, str]) -> dict[str, str]:
        """What Django reads. With a database of the caller's own it is the caller's, and server settings apply."""
        env = os.environ | urls
        env |= {
            "DJANGO_SETTINGS_MODULE": "sharedlives.settings",
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": str(CHECKOUT),
            "SHAREDLIVES_STATE": str(self.state),
            "STATIC_ROOT": str(self.state / "static"),
        }
        env.setdefault("SECRET_KEY", secret_key(self.state))
        if not self.own_database:
            env |= {
                "SHAREDLIVES_DEMO": "1",
                "SITE_ADDRESS": self.address.rstrip("/"),
                "ALLOWED_HOSTS": "127.0.0.1,localhost",
                "EMAIL_HOST": "127.0.0.1",
                "EMAIL_PORT": str(mail_port(self.state)),
                "MAIL_CATCHER_FOLDER": str(self.state / "mail"),
            }
            for name in ("EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "SHAREDLIVES_DEVELOPMENT"):
                env.pop(name, None)
        return env

    def prepare(self, env: dict[str, str]) -> None:
        """Migrate, load, collect; a failure has said why already."""
        status = subprocess.run([sys.executable, "-m", "devstack.prepare"], env=env, cwd=CHECKOUT).returncode
        if status:
            raise Stop("The start stopped here.")

    def start_product(self, env: dict[str, str]) -> None:
        """The mail catcher, the pages, the worker and the clock that asks it to look."""
        tools = Path(sys.executable).parent
        beat = self.state / "beat"
        beat.mkdir(exist_ok=True)
        web = [tools / "gunicorn", "sharedlives.wsgi", "--bind", f"127.0.0.1:{self.port}", "--workers", "2"]
        web += ["--threads", "3", "--timeout", "60", "--graceful-timeout", "5", "--log-level", "warning"]
        web += ["--no-control-socket"]
        celery = [tools / "celery", "--quiet", "-A", "sharedlives"]
        worker = [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING", "--without-gossip"]
        worker += ["--without-mingle"]
        clock = [*celery, "beat", "--schedule", beat / "schedule", "--pidfile=", "--loglevel", "WARNING"]
        with_pool = env | {"DATABASE_POOL": "1"}  # not for the worker: a pool does not survive its forks
        product = [
            Child("web server", web, self.log("web"), env=with_pool, cwd=CHECKOUT, answers=self.is_answering),
            Child("worker", worker, self.log("worker"), env=env, cwd=CHECKOUT),
            Child("clock", clock, self.log("clock"), env=env, cwd=CHECKOUT),
        ]
        if not self.own_database:
            catch = [sys.executable, "-m", "devstack.catcher", self.state / "mail", env["EMAIL_PORT"]]
            product.insert(0, Child("mail catcher", catch, self.log("mail"), env=env, cwd=CHECKOUT))
        self.crew.start(*product, seconds=60)

    def is_answering(self) -> bool:
        """Whether the pages answer; on settings of the caller's own, a redirect to https is an answer too."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return status < 500 if self.own_database else status == 200

    def run(self, *, fresh: bool, empty: bool) -> int:
        """Start everything, say where it is, mind it until told to stop."""
        runner = Runner()
        if fresh:
            start_over(self.state, servers_folder(self.state, runner))
        if empty:
            if (self.state / LOADED).exists():
                raise Stop("The demonstration is loaded here already. ./run --fresh --empty starts over without it.")
            (self.state / EMPTY).touch()
        if self.own_database:
            say("DATABASE_URL is set: using your database, and loading no demonstration (its passwords are public).")
        self.crew.stop_when_signalled()
        with Vanishing(runner) as sockets:
            try:
                env = self.environment(self.start_servers(runner, sockets))
                running = {"pid": os.getpid(), "address": self.address, "env": changed(env)}
                write_whole(self.state / "running.json", json.dumps(running), mode=0o600)
                self.prepare(env)
                say("Starting the web server, the worker and the clock…")
                self.start_product(env)
                say(f"\n  Shared Lives is running:  {self.address}\n")
                say(self.way_in())
                say("Ctrl-C stops it; the data stay.")
                self.crew.watch()
            except KeyboardInterrupt:
                say("\nStopping…")
            finally:
                self.crew.stop()
                (self.state / "running.json").unlink(missing_ok=True)
        say("Stopped.")
        return 0

    def way_in(self) -> str:
        """Who can sign in, or how the first person comes to be."""
        if self.own_database or (self.state / EMPTY).exists():
            manage = ".venv/bin/python manage.py" if self.own_database else "./run manage"
            return f"  `{manage} start_scheme` makes a first scheme and its administrator.\n"
        return (self.state / "sign-ins").read_text()


def changed(env: dict[str, str]) -> dict[str, str]:
    """Only what differs from the caller's environment."""
    return {name: value for name, value in env.items() if os.environ.get(name) != value}


def running(state: Path) -> dict:
    """What the running demonstration wrote about itself; empty when it is only just starting."""
    try:
        return json.loads((state / "running.json").read_text())
    except (OSError, ValueError):
        return {}


def run(arguments: list[str]) -> int:
    """`./run [--fresh] [--empty]`."""
    if unknown := set(arguments) - {"--fresh", "--empty"}:
        raise Stop(f"There is no option {' '.join(sorted(unknown))}. ./run --help lists them.")
    fresh = "--fresh" in arguments
    if fresh and os.environ.get("DATABASE_URL"):
        raise Stop("--fresh is for the demonstration's own data. DATABASE_URL is set, and your database is left alone.")
    port = wanted_port()
    state = state_folder()
    lock = Lock(state)
    if not lock.take():
        address = running(state).get("address", "it is just starting")
        if fresh:
            raise Stop(f"It is running ({address}). Stop it first with Ctrl-C, then start over with ./run --fresh.")
        say(f"already running: {address}")
        return 0
    refuse_busy(port)
    return Demo(state, port).run(fresh=fresh, empty="--empty" in arguments)


def manage(arguments: list[str]) -> int:
    """`./run manage ARGS`: manage.py of the running demonstration."""
    state = state_folder()
    found = running(state)
    if Lock(state).take() or not found:
        complain("The demonstration is not running. Start it with ./run in another window, then try again.")
        return 1
    env = os.environ | found["env"]
    return subprocess.run([sys.executable, "manage.py", *arguments], env=env, cwd=CHECKOUT).returncode
