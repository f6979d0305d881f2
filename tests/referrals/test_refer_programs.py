"""Programs post to the public form: what they leave is little and soon gone, and a genuine referral still lands."""

import logging
import re
import uuid
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from redis.exceptions import ConnectionError as Away

from referrals import bounds
from referrals.models import Referral
from schemes import clock
from schemes.models import Draft, Link, Message
from schemes.tasks import clear_away
from tests.naughty_strings import STRINGS
from tests.referrals.conftest import LEAST, Referrer

pytestmark = pytest.mark.django_db


def test_the_field_nobody_sees_discards_with_the_same_answer(scheme):
    page = Client().get("/refer/vale/you/").content.decode()
    assert re.search(r'aria-hidden="true"><label for="id_website".*tabindex="-1" autocomplete="off"', page)
    trapped = Client().post("/refer/vale/you/", LEAST["you"] | {"website": "http://x.example"})
    genuine = Client().post("/refer/vale/you/", LEAST["you"])
    assert trapped.status_code == genuine.status_code == 302
    shape = r"/refer/draft/[0-9a-f-]{36}/them/"
    assert re.fullmatch(shape, trapped["Location"])
    assert re.fullmatch(shape, genuine["Location"])
    assert Draft.objects.count() == 1
    assert Message.objects.count() == 1


def test_very_many_drafts_leave_little_and_a_genuine_referral_lands(scheme, set_clock, caplog):
    caplog.set_level(logging.INFO)
    for number in range(120):
        name = STRINGS[number % len(STRINGS)][:100].encode("utf-8", "ignore").decode() or "x"
        you = {"referrer_name": name, "referrer_email": f"b{number}@example.org"}
        assert Client().post("/refer/vale/you/", you).status_code in (200, 302)
    begun = Draft.objects.count()
    assert begun > 60
    assert Link.objects.count() <= bounds.LINKS_TO_A_NETWORK[0]
    genuine = Referrer().begin().fill_all()
    draft = Draft.objects.order_by("-pk").first()
    assert draft.expires_at - clock.now() > timedelta(days=27)
    assert draft.link.email == "alex.fairley@example.org"  # past the bound of its network, yet it went on
    assert genuine.send().status_code == 302
    assert Referral.objects.count() == 1
    assert "b1@example.org" not in caplog.text
    assert "fairley" not in caplog.text.lower()
    set_clock(clock.now() + timedelta(days=1, hours=1))
    clear_away()
    assert Draft.objects.count() <= bounds.BEGUN[0]


def test_one_address_is_sent_only_so_many_links(scheme):
    for number in range(12):
        Client(REMOTE_ADDR=f"10.{number}.0.1").post("/refer/vale/you/", LEAST["you"])
    assert Message.objects.filter(to="alex.fairley@example.org").count() == bounds.LINKS_TO_AN_ADDRESS[0]
    assert Draft.objects.count() == 12


def test_counting_in_redis_and_without_it(scheme, settings, monkeypatch):
    kept = settings.CACHES["counts"]
    from sharedlives import settings as whole

    settings.CACHES = settings.CACHES | {"counts": whole.CACHES["counts"] | {"KEY_PREFIX": f"test-{uuid.uuid4().hex}"}}
    assert [bounds.is_past("a", "b", (2, 60)) for _ in range(4)] == [False, False, True, True]
    nowhere = whole.CACHES["counts"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = settings.CACHES | {"counts": nowhere}
    with pytest.raises(Away):
        caches["counts"].get("x")
    assert not bounds.is_past("a", "b", (0, 60))
    assert Referrer().begin().fill_all().send().status_code == 302
    settings.CACHES = settings.CACHES | {"counts": kept}


def test_one_network_is_what_an_office_shares(rf, settings):
    assert bounds.network_of(rf.get("/", REMOTE_ADDR="192.0.2.77")) == "192.0.2.0/24"
    assert bounds.network_of(rf.get("/", REMOTE_ADDR="2001:db8:1:2ff::9")) == "2001:db8:1:200::/56"
    assert bounds.network_of(rf.get("/", REMOTE_ADDR="nonsense")) == "unknown"
    behind = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 192.0.2.9"}
    assert bounds.network_of(rf.get("/", **behind)) == "10.0.0.0/24"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert bounds.network_of(rf.get("/", **behind)) == "192.0.2.0/24"


@pytest.mark.parametrize("page", ["you", "their-words", "money"])
def test_any_bytes(page, referrer):
    referrer.begin()
    for body in [b"\x00\xff\xfe", b"matters=%00%ff&matters=%ED%A0%80", b"a=" + b"x" * 30_000, b"&&&==="]:
        for kind in ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "x"]:
            for path in [f"{referrer.base}{page}/", f"{referrer.base}{page}/keep/", "/refer/vale/you/"]:
                answer = referrer.client.post(path, body, content_type=kind)
                assert answer.status_code < 500, (path, kind, body[:20])
