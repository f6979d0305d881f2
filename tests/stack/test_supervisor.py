"""The supervisor with its real children: everything answers, what is killed comes back, nothing is left behind."""

import json
import os
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc to find the children"),
]
CHILDREN = {
    "database": "/bin/postgres",
    "message broker": "valkey-server",
    "mail catcher": "devstack.catcher",
    "web server": "gunicorn",
    "worker": "worker",
    "clock": "beat",
}


class Demo:
    """A demonstration on a state folder and a port of its own."""

    def __init__(self, program, state, port):
        self.program, self.state, self.port = program, state, port

    def children(self):
        """Name to process id, for those that live."""
        pid = self.program.process.pid
        found = {}
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            words = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            found |= {name: int(child) for name, mark in CHILDREN.items() if mark in words}
        return found

    def page(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return answer.read().decode().strip()
        except OSError as refusal:
            return str(refusal)

    def database(self):
        """A connection to the demonstration's own database."""
        return psycopg.connect(json.loads((self.state / "running.json").read_text())["env"]["DATABASE_URL"])

    def database_answers(self):
        try:
            self.database().close()
        except psycopg.OperationalError:
            return False
        return True


@pytest.fixture
def state():
    """A folder the servers' own user can reach, which a test's usual folder is not."""
    folder = Path(tempfile.mkdtemp(prefix="state-of-a-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def is_gone(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def test_a_demonstration_from_start_to_stop(start, state, plain_env, free_port):
    env = plain_env | {"SHAREDLIVES_STATE": str(state), "PORT": str(free_port)}

    def begin(*arguments):
        program = start([sys.executable, "-m", "devstack", *arguments], env)
        program.wait_for(lambda: "Ctrl-C stops it" in program.said, seconds=90)
        return Demo(program, state, free_port)

    demo = begin("--empty")

    # It says where it is, answers there, and listens on loopback alone.
    assert f"http://127.0.0.1:{free_port}/" in demo.program.said
    assert demo.page() == "ok"
    assert set(demo.children()) == set(CHILDREN)
    assert (state / "secret-key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(ConnectionRefusedError):  # a server bound to every address would answer here
        socket.create_connection(("127.0.0.2", free_port), timeout=2)

    # A second start says so; one that would start over refuses; manage.py finds the running servers.
    def again(*arguments):
        return subprocess.run([sys.executable, "-m", "devstack", *arguments], env=env, capture_output=True, text=True)

    assert (second := again()).returncode == 0
    assert second.stdout == f"already running: http://127.0.0.1:{free_port}/\n"
    assert (fresh := again("--fresh")).returncode == 1
    assert fresh.stderr.startswith("It is running")
    assert again("manage", "version").stdout.startswith("5.2")
    with demo.database() as database:
        database.execute("create table written as select 'before the kill' as words")

    # Its mail is caught, whole, and goes nowhere.
    port = json.loads((state / "ports.json").read_text())["mail"]
    with smtplib.SMTP("127.0.0.1", port) as mail:
        mail.sendmail("scheme@example.org", ["officer@example.org"], "Subject: Caught\r\n\r\nHello.\r\n")
    (caught,) = (state / "mail").glob("*.eml")
    assert b"Subject: Caught" in caught.read_bytes()

    # The database alone is killed: once it is back, no page stumbles over a connection that died with it.
    for _ in range(12):
        demo.page()
    killed = demo.children()["database"]
    os.kill(killed, signal.SIGKILL)
    demo.program.wait_for(lambda: demo.children().get("database", killed) != killed and demo.database_answers())
    assert [demo.page() for _ in range(12)] == ["ok"] * 12

    # Every child is killed; every one comes back.
    before = demo.children()
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    demo.program.wait_for(
        lambda: (
            {**before, **demo.children()}.items().isdisjoint(before.items())
            and set(demo.children()) == set(CHILDREN)
            and demo.page() == "ok"
        )
    )

    # The supervisor itself is killed: nothing outlives it, and the next start keeps what was written.
    orphans = demo.children().values()
    demo.program.process.kill()
    demo.program.process.wait()
    until = time.monotonic() + 10
    while not all(is_gone(pid) for pid in orphans) and time.monotonic() < until:
        time.sleep(0.1)
    assert [pid for pid in orphans if not is_gone(pid)] == []
    assert again("manage", "version").returncode == 1

    demo = begin()
    with demo.database() as database:
        assert database.execute("select words from written").fetchall() == [("before the kill",)]

    # Told to stop, it stops everything and says so.
    children = demo.children().values()
    assert demo.program.end(signal.SIGTERM) == 0
    assert demo.program.said.endswith("Stopped.\n")
    assert [pid for pid in children if not is_gone(pid)] == []
    assert not (state / "running.json").exists()
