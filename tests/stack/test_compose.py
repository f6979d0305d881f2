"""The compose file for a server: what it says, and that its commands do what it says, without Docker."""

import os
import re
import shlex
import socket
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg
import pytest
import yaml

from devstack import answers
from devstack.programs import Programs, Runner
from tests import tables

CHECKOUT = Path(__file__).resolve().parents[2]
FILE = (CHECKOUT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(FILE)
SERVICES = COMPOSE["services"]
PRODUCT = ("web", "worker", "beat", "migrate")
SCHEDULE = "/srv/clock/schedule"
SECRETS = ("SECRET_KEY", "DATABASE_PASSWORD", "POSTGRES_PASSWORD", "EMAIL_HOST_PASSWORD")
ASKED_FOR = {
    "SECRET_KEY": "0123456789" * 6,
    "DATABASE_PASSWORD": "asked-for",
    "POSTGRES_PASSWORD": "asked-for",
    "ALLOWED_HOSTS": "scheme.example.org",
    "SITE_ADDRESS": "https://scheme.example.org",
    "DEFAULT_FROM_EMAIL": "scheme@example.org",
    "EMAIL_HOST": "mail.example.org",
}


def test_it_has_every_service_each_with_a_health_check():
    assert set(SERVICES) == {*PRODUCT, "postgres", "redis"}
    assert {name for name, service in SERVICES.items() if "healthcheck" not in service} == {"migrate"}
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"] == {
            "migrate": {"condition": "service_completed_successfully"},
            "postgres": {"condition": "service_healthy"},
            "redis": {"condition": "service_healthy"},
        }


def test_no_secret_is_in_it():
    for name in SECRETS:
        values = re.findall(rf"^\s+{name}:\s*(.*)$", FILE, re.MULTILINE)
        assert values
        assert all(re.fullmatch(rf"\$\{{{name}:[?-][^}}]*\}}", value) for value in values), values
    assert re.findall(r"://\w*:(.*?)@", FILE) == ["${DATABASE_PASSWORD:?the password of the role sharedlives}"]


def test_every_value_the_settings_require_is_asked_for_and_development_is_off():
    asked = set(re.findall(r"\$\{(\w+):\?", FILE))
    assert asked == set(ASKED_FOR)
    for name in PRODUCT:
        assert not {"SHAREDLIVES_DEVELOPMENT", "SHAREDLIVES_DEMO", "SHAREDLIVES_DEBUG"} & set(
            SERVICES[name]["environment"]
        )


def test_only_the_web_is_reached_from_outside_and_only_on_loopback():
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "web": ["127.0.0.1:8000:8000"]
    }


def test_the_data_are_on_volumes_where_the_servers_look_for_them():
    assert SERVICES["postgres"]["image"] == "postgres:18"
    assert SERVICES["postgres"]["volumes"] == ["postgres:/var/lib/postgresql"]
    assert SERVICES["redis"]["volumes"] == ["redis:/data"]
    assert set(COMPOSE["volumes"]) == {"postgres", "redis"}


def test_the_connection_pool_is_the_webs_alone():
    assert [name for name in PRODUCT if "DATABASE_POOL" in SERVICES[name]["environment"]] == ["web"]


def test_the_image_runs_as_an_ordinary_user_from_hash_locked_requirements():
    lines = (CHECKOUT / "Dockerfile").read_text().splitlines()
    assert any("--require-hashes -r requirements/server.lock" in line for line in lines)
    users = [line for line in lines if line.startswith("USER ")]
    assert users == ["USER sharedlives"]
    ignored = (CHECKOUT / ".dockerignore").read_text().splitlines()
    assert ignored[0] == "*"
    for kept in ignored[1:]:
        assert kept.startswith("**/") or (CHECKOUT / kept.removeprefix("!")).exists()


def test_the_clock_writes_its_schedule_where_the_ordinary_user_may_write():
    beat, image = SERVICES["beat"], (CHECKOUT / "Dockerfile").read_text()
    user, folder = re.search(r"--uid (\d+)", image)[1], str(Path(SCHEDULE).parent)
    assert [word for word in words(beat["command"]) if word.startswith("/")] == [SCHEDULE]
    assert beat["healthcheck"]["test"][-1] == SCHEDULE
    # Its container is read-only: what is no volume and no tmpfs cannot be written, whoever owns it.
    assert beat["read_only"]
    assert f"{folder}:mode=0700,uid={user}" in beat["tmpfs"]
    assert f"install --directory --owner sharedlives --mode 0700 {folder}\n" in image


def filled_in(text, values):
    """What compose makes of a text: values put in, doubled dollars made single."""
    text = re.sub(r"\$\{(\w+):\?[^}]*\}", lambda found: values[found[1]], text)
    text = re.sub(r"\$\{(\w+):-([^}]*)\}", lambda found: values.get(found[1]) or found[2], text)
    return text.replace("$$", "$")


def words(command):
    """A command as its words; compose takes both forms."""
    return command if isinstance(command, list) else shlex.split(command)


@pytest.fixture(scope="module")
def database_url(tables_to_copy):
    """A database of an older version, beside the tests' own: without the tables of sessions and of the cache."""
    name = f"compose_{uuid.uuid4().hex}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'create database "{name}" template "{tables_to_copy}"')
        with psycopg.connect(tables.url_of(name)) as database:
            database.execute("drop table django_session")
            database.execute("delete from django_migrations where app = 'sessions'")
        yield tables.url_of(name)
        server.execute(f'drop database "{name}" with (force)')


@pytest.fixture(scope="module")
def environment(database_url, plain_env, tmp_path_factory):
    """The environment of a service, as compose would make it, with the throw-away servers in place of its own."""

    def of(name):
        values = {key: filled_in(value, ASKED_FOR) for key, value in SERVICES[name]["environment"].items()}
        broker = os.environ["REDIS_URL"].replace("virtual_host=0", "virtual_host=7")
        image = {"DJANGO_SETTINGS_MODULE": "sharedlives.settings", "HOSTNAME": socket.gethostname()}
        image["STATIC_ROOT"] = str(tmp_path_factory.getbasetemp() / "static-of-the-image")
        return plain_env | image | values | {"DATABASE_URL": database_url, "REDIS_URL": broker}

    return of


def healthcheck(name, env, **changed):
    """Run a service's own health check."""
    kind, *check = SERVICES[name]["healthcheck"]["test"]
    check = [filled_in(word, ASKED_FOR) for word in check]
    check = [changed.get(word, word) for word in check]
    command = ["sh", "-c", *check] if kind == "CMD-SHELL" else check
    return subprocess.run(command, env=env, cwd=CHECKOUT, capture_output=True, text=True)


@pytest.mark.slow
def test_the_products_commands_run(environment, database_url, start, free_port, tmp_path):
    # The image's static files are collected by the line of the Dockerfile, with the values written there.
    (line,) = re.findall(
        r"^RUN (SECRET_KEY=.*?[^\\])$", (CHECKOUT / "Dockerfile").read_text(), re.MULTILINE | re.DOTALL
    )
    bare = {name: environment("web")[name] for name in ("PATH", "STATIC_ROOT")}
    subprocess.run(["sh", "-c", line.replace("\\\n", " ")], env=bare, cwd=CHECKOUT, check=True, capture_output=True)

    # The tables that were missing (every run of the tests begins by migrating from nothing).
    subprocess.run(words(SERVICES["migrate"]["command"]), env=environment("migrate"), cwd=CHECKOUT, check=True)
    with psycopg.connect(database_url) as database:
        made = database.execute("select to_regclass('django_session'), to_regclass('cache')").fetchone()
    assert made == ("django_session", "cache")

    # The three that stay.
    bind = f"--bind=127.0.0.1:{free_port}"
    command = [bind if word.startswith("--bind") else word for word in words(SERVICES["web"]["command"])]
    web = start(command, environment("web"))
    worker = start(words(SERVICES["worker"]["command"]), environment("worker"))
    schedule = str(tmp_path / "schedule")
    command = [schedule if word == SCHEDULE else word for word in words(SERVICES["beat"]["command"])]
    beat = start(command, environment("beat"))

    web.wait_for(lambda: healthcheck_of_web(environment("web"), free_port) == 0)
    beat.wait_for(lambda: "beat: Starting..." in beat.said)
    beat.wait_for(lambda: healthcheck("beat", environment("beat"), **{SCHEDULE: schedule}).returncode == 0)
    worker.wait_for(lambda: "ready." in worker.said)
    answer = healthcheck("worker", environment("worker"))
    assert answer.returncode == 0, answer.stderr
    assert "pong" in answer.stdout

    # Each of them obeys a container's stop.
    for program in (beat, worker, web):
        assert program.end() == 0, program.said


def healthcheck_of_web(env, port):
    """The web's health check on the port this test gave it."""
    kind, *check = SERVICES["web"]["healthcheck"]["test"]
    assert kind == "CMD"
    return subprocess.run([*check, str(port)], env=env, cwd=CHECKOUT, capture_output=True).returncode


def test_the_broker_keeps_its_messages_on_disk_and_never_forgets_one(start, tmp_path):
    server, *options = SERVICES["redis"]["command"]
    assert server == "valkey-server"
    path = tmp_path / "socket"
    programs = Programs.find(Runner(), keep_in=lambda: tmp_path)
    command = [str(programs.valkey), *options, "--port", "0", "--unixsocket", str(path), "--dir", str(tmp_path)]
    broker = start(command, dict(os.environ))
    broker.wait_for(path.exists)
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(path))
        connection.sendall(b"CONFIG GET maxmemory-policy\r\nCONFIG GET appendonly\r\n")
        said = b""
        while said.count(b"\r\n") < 10:
            said += connection.recv(1000)
    assert b"noeviction" in said
    assert said.endswith(b"appendonly\r\n$3\r\nyes\r\n")


def test_the_first_role_owns_its_database_and_is_no_superuser():
    script = filled_in(COMPOSE["configs"]["first-role"]["content"], {})
    assert "create role sharedlives login password :'password';" in script
    assert "superuser" not in script
    assert '"$DATABASE_PASSWORD"' in script


def test_a_clock_that_stopped_writing_is_not_healthy(tmp_path):
    schedule = tmp_path / "schedule"
    assert not answers.beat_ticks(schedule)
    written = schedule.with_name("schedule.db")
    written.touch()
    assert answers.beat_ticks(schedule)
    os.utime(written, (0, 0))
    assert not answers.beat_ticks(schedule)


def test_a_web_that_does_not_answer_is_not_healthy(free_port):
    assert not answers.web_answers(free_port)
    command = [sys.executable, "-m", "devstack.answers", "web", str(free_port)]
    assert subprocess.run(command, cwd=CHECKOUT).returncode == 1
