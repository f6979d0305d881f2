"""The fixed cast, so that each act is asked: does it work? wrong role? wrong scheme? wrong state? twice?

To keep new tests cheap: ask only for the fixtures a test looks at (a member of staff costs little, a world of
`tests/world.py` half a second); look at several pages of one world in one test, each request taken back by a savepoint
(`ask` in `test_access.py`); make what many tests only read once for a module (`once` and what is built on it, below) or
a class (`loaded` in `front/test_demo.py`); mark a test that starts programs `slow`, so that it begins first; and start
nothing that a test does not look at.
"""

import os
import uuid

import pytest
from django.db import transaction
from django.test import Client, override_settings
from playwright.sync_api import sync_playwright

from devstack import browser
from schemes import clock
from tests import factories, tables
from tests.world import TODAY, make_world

WORKERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """With several workers each begins with its share of the longest tests, so that none is left alone at the end.

    `--dist worksteal` cuts the list into one piece for each worker, and lets the idle take from the others' ends.
    The first worker begins with what needs no tables: another makes them meanwhile.
    """
    if WORKERS == 1:
        return
    long = [item for item in items if item.get_closest_marker("slow") or "journeys" in item.path.parts]
    long.sort(key=lambda item: item.get_closest_marker("django_db") is not None or "database_url" in item.fixturenames)
    rest = [item for item in items if item not in set(long)]
    total, ordered = len(items), []
    for worker in range(WORKERS):
        share = (total - len(ordered)) // (WORKERS - worker)
        first = long[worker::WORKERS]
        ordered += [*first, *rest[: share - len(first)]]
        del rest[: share - len(first)]
    items[:] = ordered


def pytest_sessionfinish(session):
    """The tables that were copied from are dropped by the process that began the run."""
    if not hasattr(session.config, "workerinput") and "DATABASE_URL" in os.environ:
        tables.forget()


@pytest.fixture(scope="session")
def tables_to_copy():
    """The name of a database with every table and no row."""
    return tables.make()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, request):
    """Several workers migrate once: the databases of the tests are copies."""
    if WORKERS > 1 and not request.config.getvalue("reuse_db"):
        from django.db import connection

        connection.settings_dict["TEST"]["TEMPLATE"] = request.getfixturevalue("tables_to_copy")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tables are emptied quickly; whatever still holds the database at the end, a program or a page, cannot keep it."""
    from django.db import connection

    connection.ops.sql_flush = tables.empty
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and usename = current_user and pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session", autouse=True)
def static_folder(tmp_path_factory):
    """Pages of a fresh clone find the folder of collected files, empty as it is."""
    from django.conf import settings

    settings.STATIC_ROOT = str(tmp_path_factory.mktemp("static"))


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """Passwords are kept with one round of hashing; the product's own, a million rounds, took a third of all tests."""
    from django.conf import global_settings, settings

    assert settings.PASSWORD_HASHERS == global_settings.PASSWORD_HASHERS
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def patient_counts():
    """What bounds programs counts in the real Redis, and waits for it: a busy machine changes no count."""
    from django.conf import settings

    patient = settings.CACHES["counts"] | {"OPTIONS": {"socket_timeout": 10, "socket_connect_timeout": 10}}
    with override_settings(CACHES=settings.CACHES | {"counts": patient}):
        yield


@pytest.fixture(autouse=True)
def counts_begin_anew():
    """No test is past a bound because of the one before, or of one beside it: each counts under keys of its own."""
    from django.core.cache import caches

    prefix = f"test-{uuid.uuid4().hex}"
    caches.settings["counts"]["KEY_PREFIX"] = prefix  # for threads that begin to count during this test
    caches["counts"].key_prefix = prefix


@pytest.fixture(scope="session")
def chromium():
    """One headless browser for every test that needs one; without any they are skipped, or fail if told to."""
    path = browser.find()
    if path is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("No browser was found, and REQUIRE_BROWSER=1 asks for one.")
        pytest.skip("No browser was found: install chromium to run these tests.")
    with sync_playwright() as playwright:
        # Chromium started by root has no sandbox of its own to use.
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture
def scheme(db):
    return factories.make_scheme("Vale Shared Lives", slug="vale")


@pytest.fixture
def other_scheme(db):
    """A scheme that is not ours, with its own people: what must never leak."""
    return factories.make_scheme("Harbour Shared Lives", slug="harbour")


CAST = {
    "officer": ("Priya Nair", "priya@example.org"),
    "manager": ("Morgan Lee", "morgan@example.org"),
    "panel_member": ("Pat Quill", "pat@example.org"),
    "viewer": ("Val Usher", "val@example.org"),
    "regional_viewer": ("Reg Ions", "reg@example.org"),
    "administrator": ("Ada Minter", "ada@example.org"),
}


def take_on(role, scheme):
    """The member of the cast who has this role."""
    name, email = CAST[role]
    if role == "regional_viewer":
        return factories.make_actor(None, role, region=scheme.region, name=name, email=email)
    return factories.make_actor(scheme, role, name=name, email=email)


@pytest.fixture
def officer(scheme):
    return take_on("officer", scheme)


@pytest.fixture
def manager(scheme):
    return take_on("manager", scheme)


@pytest.fixture
def panel_member(scheme):
    return take_on("panel_member", scheme)


@pytest.fixture
def viewer(scheme):
    return take_on("viewer", scheme)


@pytest.fixture
def regional_viewer(scheme):
    return take_on("regional_viewer", scheme)


@pytest.fixture
def administrator(scheme):
    return take_on("administrator", scheme)


@pytest.fixture
def outsider(other_scheme):
    """A manager of another scheme."""
    return factories.make_actor(other_scheme, "manager", name="Otto Side", email="otto@example.org")


# --- what the tests of a module only read, made once for all of them ------------------------------------------------
@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    """Rows of a module's own fixtures: there for each of its tests, whatever the last one did; gone with the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def cast(once):
    """One of each role in our scheme."""
    scheme = factories.make_scheme("Vale Shared Lives", slug="vale")
    return {role: take_on(role, scheme) for role in CAST}


@pytest.fixture(scope="module")
def ours(cast):
    """A world of our scheme."""
    with clock.set_to(TODAY):
        return make_world(cast["officer"].scheme, cast["officer"], "Ourleaf")


@pytest.fixture(scope="module")
def theirs(once):
    """What must never reach us: every free text of it says so."""
    scheme = factories.make_scheme("Harbour Shared Lives", slug="harbour")
    other = factories.make_actor(scheme, "officer", name="Canarybird Officer", email="canarybird@example.org")
    with clock.set_to(TODAY):
        return make_world(scheme, other, "Canarybird")


@pytest.fixture
def the_job(db):
    return factories.the_job()


@pytest.fixture
def sign_in():
    """A browser signed in as this actor."""

    def as_actor(actor) -> Client:
        client = Client()
        client.force_login(actor.staff.account)
        return client

    return as_actor


@pytest.fixture
def set_clock():
    """Makes it a day or a moment until the test ends."""
    opened = []

    def to(moment):
        setting = clock.set_to(moment)
        setting.__enter__()
        opened.append(setting)

    yield to
    while opened:
        opened.pop().__exit__(None, None, None)
