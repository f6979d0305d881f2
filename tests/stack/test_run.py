"""`./run`: what it installs, what it refuses and in which words."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from devstack import demo, folders, throwaway
from devstack.children import Child
from devstack.folders import Vanishing
from devstack.programs import Programs, Runner
from devstack.say import Stop
from devstack.servers import COMPLETE, Postgres

CHECKOUT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "dirname", "cmp", "cp", "mv", "rm", "cat", "mkdir")


@pytest.fixture
def checkout(tmp_path):
    """A checkout whose Python only writes down what it is asked to do."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "bin").mkdir()
    shutil.copy(CHECKOUT / "run", tmp_path / "run")
    for name in ("run", "dev"):
        (tmp_path / "requirements" / f"{name}.lock").write_text(f"{name} one\n")
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    program(tmp_path / ".venv" / "bin" / "python", 'echo "$*" >> calls')
    return tmp_path


def program(path, script):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def run(checkout, *arguments):
    return subprocess.run(
        ["./run", *arguments], cwd=checkout, env={"PATH": str(checkout / "bin")}, capture_output=True, text=True
    )


def installs(checkout):
    calls = (checkout / "calls").read_text().splitlines()
    return [call.rsplit(" ", 1)[1] for call in calls if "pip install" in call]


def test_the_script_is_plain_shell():
    subprocess.run(["sh", "-n", "run"], cwd=CHECKOUT, check=True)
    assert os.access(CHECKOUT / "run", os.X_OK)


def test_it_installs_once_with_hashes_and_again_only_when_the_lock_changed(checkout):
    assert run(checkout).returncode == 0
    assert run(checkout).returncode == 0
    assert installs(checkout) == ["requirements/run.lock"]
    assert "--require-hashes" in (checkout / "calls").read_text()
    (checkout / "requirements" / "run.lock").write_text("run two\n")
    run(checkout)
    assert installs(checkout) == ["requirements/run.lock"] * 2


def test_the_demonstration_is_content_with_the_test_tools_but_not_the_tests_without(checkout):
    run(checkout)
    run(checkout, "test")
    run(checkout)
    assert installs(checkout) == ["requirements/run.lock", "requirements/dev.lock"]


def test_a_failed_install_leaves_no_stamp(checkout):
    program(checkout / ".venv" / "bin" / "python", 'case "$*" in *install*) exit 1 ;; esac')
    refused = run(checkout)
    assert refused.returncode == 1
    assert refused.stderr == "The packages could not be installed; see the lines above. ./run tries again.\n"
    assert not (checkout / ".venv" / "installed.lock").exists()


def test_what_the_installer_says_is_shown_only_when_it_fails(checkout):
    says = 'case "$*" in *install*) echo "notice: a newer pip"; exit STATUS ;; esac'
    program(checkout / ".venv" / "bin" / "python", says.replace("STATUS", "1"))
    assert "notice: a newer pip" in run(checkout).stderr
    program(checkout / ".venv" / "bin" / "python", says.replace("STATUS", "0"))
    quiet = run(checkout)
    assert "notice" not in quiet.stdout + quiet.stderr
    assert "notice: a newer pip" in (checkout / ".venv" / "installing.log").read_text()


def test_without_a_new_enough_python_it_says_what_to_install(checkout):
    shutil.rmtree(checkout / ".venv")
    program(checkout / "bin" / "python3", "exit 1")
    refused = run(checkout)
    assert refused.returncode == 1
    assert "needs Python 3.11 or newer" in refused.stderr
    assert "apt-get install python3 python3-venv" in refused.stderr


def test_without_the_venv_module_it_says_what_to_install(checkout):
    shutil.rmtree(checkout / ".venv")
    program(checkout / "bin" / "python3", 'case "$*" in *ensurepip*) exit 1 ;; esac')
    refused = run(checkout)
    assert refused.returncode == 1
    assert refused.stderr == "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv\n"


def test_help_needs_nothing_installed(checkout):
    shutil.rmtree(checkout / ".venv")
    said = run(checkout, "--help")
    assert said.returncode == 0
    assert "./run test" in said.stdout


def devstack(plain_env, *arguments, **env):
    return subprocess.run(
        [sys.executable, "-m", "devstack", *arguments],
        cwd=CHECKOUT,
        env=plain_env | env,
        capture_output=True,
        text=True,
    )


def test_a_busy_port_gets_one_sentence_naming_another(plain_env, tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = devstack(plain_env, PORT=str(port), SHAREDLIVES_STATE=str(tmp_path))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Port {port} is in use by another program. Choose another, for example: PORT=")
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "8431x", "８４３１"])
def test_a_port_that_is_none_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(Stop, match="is not a port"):
        demo.wanted_port()


def test_the_demonstration_never_enters_a_database_of_ones_own(plain_env, tmp_path):
    own = {"DATABASE_URL": "postgres://somebody@/theirs", "SHAREDLIVES_STATE": str(tmp_path), "PORT": "8499"}
    assert devstack(plain_env, SHAREDLIVES_DEMO="1", **own).stderr == (
        "The demonstration is not loaded into your own database: its passwords are public.\n"
    )
    refused = devstack(plain_env, "--fresh", **own)
    assert refused.returncode == 1
    assert "your database is left alone" in refused.stderr


def test_unknown_words_are_refused(plain_env):
    assert devstack(plain_env, "dance").stderr == "There is no command dance. ./run --help lists them.\n"
    assert devstack(plain_env, "--dance").stderr == "There is no option --dance. ./run --help lists them.\n"


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL"])
def test_a_missing_setting_stops_the_start_with_its_name(plain_env, name):
    everything = {"SECRET_KEY": "x" * 60, "DATABASE_URL": "postgres://a@/a", "REDIS_URL": "redis://localhost"}
    env = plain_env | everything | {"SHAREDLIVES_DEVELOPMENT": "1", name: ""}
    said = subprocess.run([sys.executable, "manage.py", "check"], cwd=CHECKOUT, env=env, capture_output=True, text=True)
    assert said.returncode == 1
    assert f"{name} is not set." in said.stderr


@pytest.fixture
def cluster(tmp_path):
    """A cluster's folder, and nothing started in it."""
    runner = Runner()
    programs = Programs.find(runner, keep_in=lambda: tmp_path)
    return Postgres(programs, runner, tmp_path / "postgres", tmp_path)


def test_a_half_made_data_folder_gets_one_sentence(cluster):
    cluster.data.mkdir()
    with pytest.raises(Stop, match=r"is half made\. \./run --fresh removes it and starts over"):
        cluster.make()


def test_another_major_version_gets_one_sentence(cluster):
    cluster.data.mkdir()
    (cluster.data / COMPLETE).touch()
    (cluster.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(Stop, match="is PostgreSQL 17's, not 18's"):
        cluster.make()


def test_starting_over_touches_only_what_was_made_here(tmp_path, monkeypatch):
    monkeypatch.setenv("SHAREDLIVES_STATE", str(tmp_path))
    for name in ("postgres", "valkey", "mail", "logs", "letters-of-mine"):
        (tmp_path / name).mkdir()
    (tmp_path / "mail" / "old.eml").touch()
    (tmp_path / "secret-key").touch()
    demo.start_over(tmp_path, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letters-of-mine", "logs", "mail"]
    assert list((tmp_path / "mail").iterdir()) == []


def test_tests_see_nothing_that_leads_to_servers_that_matter(monkeypatch):
    for name in ("EMAIL_HOST", "SHAREDLIVES_DEMO", "ALLOWED_HOSTS", "MAIL_CATCHER_FOLDER"):
        monkeypatch.setenv(name, "real")
    env = throwaway.environment("postgres://x@/x", "redis://x")
    assert "real" not in env.values()
    assert env["SHAREDLIVES_DEVELOPMENT"] == "1"


def test_a_folder_left_by_a_killed_process_is_removed_and_a_held_one_is_not(monkeypatch, tmp_path):
    monkeypatch.setattr(folders, "temporary_root", lambda: tmp_path)
    left = tmp_path / f"{folders.PREFIX}left"
    left.mkdir()
    (left / folders.HELD).touch()
    os.utime(left, (0, 0))
    with Vanishing(Runner()) as held:
        Vanishing.sweep()
        assert [path.name for path in tmp_path.iterdir()] == [held.name]
    assert not held.exists()


def test_a_child_that_keeps_ending_stops_the_start_with_the_end_of_its_log(tmp_path):
    child = Child(
        "pet", ["sh", "-c", "echo no bone; exit 3"], tmp_path / "log", env=dict(os.environ), answers=lambda: 0
    )
    child.start()
    with pytest.raises(Stop, match=r"The pet did not start(?s:.*)no bone"):
        child.wait_until_it_answers(seconds=1)
    if child.process is not None:  # the last start may have been a moment ago
        child.process.wait(timeout=30)


def test_the_locks_agree_with_each_other_and_name_no_registry():
    def pins(name):
        text = (CHECKOUT / "requirements" / f"{name}.lock").read_text()
        assert "http" not in text
        return {line.split(" ")[0] for line in text.splitlines() if "==" in line and not line.startswith(" ")}

    assert pins("server") < pins("run") < pins("dev")
