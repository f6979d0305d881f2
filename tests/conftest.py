"""The fixed cast, so that each act is asked: does it work? wrong role? wrong scheme? wrong state? twice?"""

import os

import pytest
from django.test import Client, override_settings
from playwright.sync_api import sync_playwright

from devstack import browser
from schemes import clock
from schemes.models import Region
from tests import factories


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


@pytest.fixture
def officer(scheme):
    return factories.make_actor(scheme, "officer", name="Priya Nair", email="priya@example.org")


@pytest.fixture
def manager(scheme):
    return factories.make_actor(scheme, "manager", name="Morgan Lee", email="morgan@example.org")


@pytest.fixture
def panel_member(scheme):
    return factories.make_actor(scheme, "panel_member", name="Pat Quill", email="pat@example.org")


@pytest.fixture
def viewer(scheme):
    return factories.make_actor(scheme, "viewer", name="Val Usher", email="val@example.org")


@pytest.fixture
def regional_viewer(scheme):
    region = Region.objects.get(name="Middle Region")
    return factories.make_actor(None, "regional_viewer", region=region, name="Reg Ions", email="reg@example.org")


@pytest.fixture
def administrator(scheme):
    return factories.make_actor(scheme, "administrator", name="Ada Minter", email="ada@example.org")


@pytest.fixture
def outsider(other_scheme):
    """A manager of another scheme."""
    return factories.make_actor(other_scheme, "manager", name="Otto Side", email="otto@example.org")


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
