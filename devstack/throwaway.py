"""Servers that live as long as one command: for tests, for makemigrations, for a developer's afternoon."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devstack import browser
from devstack.children import Crew, dies_with_parent
from devstack.folders import CHECKOUT, Vanishing, servers_folder, state_folder, write_whole
from devstack.programs import Programs, Runner
from devstack.say import Stop, complain, say
from devstack.servers import Postgres, Valkey

OURS = ("SHAREDLIVES_", "DATABASE_", "REDIS_", "EMAIL_", "MAIL_CATCHER_", "SITE_ADDRESS", "ALLOWED_HOSTS", "PORT")


@contextmanager
def servers() -> Iterator[dict[str, str]]:
    """Fresh PostgreSQL and Valkey in a folder that vanishes; yields the environment that leads to them."""
    runner = Runner()
    programs = Programs.find(runner, keep_in=lambda: servers_folder(state_folder(), runner))
    crew = Crew()
    with Vanishing(runner) as folder:
        postgres = Postgres(programs, runner, folder / "postgres", folder, throw_away=True)
        valkey = Valkey(programs, runner, folder / "valkey-data", folder, throw_away=True)
        try:
            crew.stop_when_signalled()
            postgres.make()
            valkey.make()
            crew.start(postgres.child(folder / "postgres.log"), valkey.child(folder / "valkey.log"))
            yield environment(postgres.url, valkey.url)
        finally:
            crew.stop()


def environment(database_url: str, redis_url: str) -> dict[str, str]:
    """The developer's environment: nothing of the caller's that could lead to servers that matter."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # a hundred processes would each compile everything again
    tools = Path(sys.executable).parent
    return kept | {
        "PATH": f"{tools}{os.pathsep}{kept.get('PATH', '/usr/bin:/bin')}",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": secrets.token_urlsafe(48),
        "SHAREDLIVES_DEVELOPMENT": "1",
        "DJANGO_SETTINGS_MODULE": "sharedlives.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        "PYTHONUNBUFFERED": "1",
    }


def run_to_the_end(command: list[str], env: dict[str, str]) -> int:
    """Run a command in the foreground and hand back its status; Ctrl-C reaches it by the terminal."""
    try:
        process = subprocess.Popen(command, env=env, cwd=CHECKOUT, preexec_fn=dies_with_parent(signal.SIGTERM))
    except OSError as refusal:
        raise Stop(f"{command[0]} cannot be started ({refusal.strerror}).") from None
    try:
        return process.wait()
    except KeyboardInterrupt:
        try:  # Ctrl-C reached it too: let it say its last words
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.terminate()
            process.wait()
        return 130


def execute(command: list[str]) -> int:
    """`./run exec CMD...`: one command with throw-away servers."""
    if not command:
        raise Stop("Say what to run: ./run exec COMMAND ARGUMENTS.")
    with servers() as env:
        return run_to_the_end(command, env)


def keep_running(arguments: list[str]) -> int:
    """`./run servers [FILE]`: throw-away servers until Ctrl-C; FILE gets the lines a shell can read."""
    target = Path(arguments[0]).absolute() if arguments else state_folder() / "servers.env"
    with servers() as env:
        names = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SHAREDLIVES_DEVELOPMENT", "DJANGO_SETTINGS_MODULE")
        names += ("DJANGO_ALLOW_ASYNC_UNSAFE",)
        write_whole(target, "".join(f"export {name}='{env[name]}'\n" for name in names), mode=0o600)
        say(f"Throw-away servers are running; nothing in them is kept. In another shell:  . {target}")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            return 0
        finally:
            target.unlink(missing_ok=True)


def test(arguments: list[str]) -> int:
    """`./run test`: everything in tests/, the browser too, on throw-away servers."""
    began = time.monotonic()
    chromium = browser.find_or_install()
    with servers() as env:
        if chromium:
            env["CHROMIUM"] = chromium
        else:
            env.pop("CHROMIUM", None)
        # Every core takes a share, unless the one who types says otherwise.
        spread = (
            []
            if any(word.startswith(("-n", "--pdb", "-p")) for word in arguments)
            else ["-n", "logical", "--dist", "worksteal"]
        )
        status = run_to_the_end([sys.executable, "-m", "pytest", *spread, *arguments], env)
    took = time.monotonic() - began
    line = f"Tests took {int(took // 60)} min {took % 60:.0f} s."
    say(line) if status == 0 else complain(f"{line} pytest ended with status {status}.")
    return status
