"""Needed within days: fewer questions, a promised hour, the duty phone; and who asks, for whom, with whom."""

import re
from datetime import date, timedelta

import pytest

from referrals.models import OwnWords, Referral, Voice
from referrals.questions import QUESTIONS
from referrals.short_notice import CAN_WAIT, SHORT_PAGES
from schemes import clock
from tests.referrals.conftest import LEAST

pytestmark = pytest.mark.django_db
AFTER_YOU = {page: answers for page, answers in LEAST.items() if page != "you"}


def test_a_day_within_the_limit_makes_the_form_shorter(referrer, scheme, set_clock):
    set_clock(date(2026, 8, 6))
    scheme.duty_phone = "01632 960 999"
    scheme.keep(by=None)
    referrer.begin().fill_all({key: LEAST[key] for key in ("them", "talking", "their-words")})
    answer = referrer.fill("what-for", {"type_wanted": "live_in", "wanted_from": "8 August 2026"})
    seen = []
    while "check" not in answer["Location"]:
        page = referrer.client.get(answer["Location"]).content.decode()
        seen.append(re.search(r"draft/[^/]+/([^/]+)/", answer["Location"])[1])
        assert "01632 960 999" in page
        assert f"of {len(SHORT_PAGES)}" in page
        assert not [key for key in CAN_WAIT if f'name="{key}"' in page and QUESTIONS[key].page == seen[-1]]
        answer = referrer.fill(seen[-1], {})
    assert seen == ["good-support", "safety"]
    check = referrer.page("check").content.decode()
    assert "Home and people" in check.partition("This can wait")[2]
    assert "we ring you by" in check
    referrer.send()
    referral = Referral.objects.get()
    assert referral.is_short_notice
    assert referral.promised_at - referral.received_at == timedelta(hours=4)
    sent = referrer.page("sent").content.decode()
    assert "We ring you by" in sent
    assert "01632 960 999" in sent


@pytest.mark.parametrize(
    ("answers", "is_short"),
    [
        ({"type_wanted": "emergency"}, True),
        ({"type_wanted": "not_sure", "urgency": "now"}, True),
        ({"type_wanted": "live_in", "wanted_from": "9 August 2026"}, True),
        ({"type_wanted": "live_in", "wanted_from": "10 August 2026"}, False),
        ({"type_wanted": "emergency", "wanted_from": "1 September 2026"}, False),
        ({"type_wanted": "short_breaks", "urgency": "soon"}, False),
    ],
)
def test_what_counts_as_short_notice(referrer, set_clock, answers, is_short):
    set_clock(date(2026, 8, 6))
    referrer.begin().fill_all(LEAST | {"what-for": answers})
    assert ("This can wait" in referrer.page("check").content.decode()) is is_short
    referrer.send()
    referral = Referral.objects.get()
    assert (referral.is_short_notice, referral.promised_at is not None) == (is_short, is_short)


def test_what_was_answered_before_it_became_urgent_is_sent_too(referrer):
    referrer.begin().fill_all(LEAST | {"good-support": {"alone": "An hour"}, "money": {"funder": "Vale Council"}})
    referrer.fill("what-for", {"type_wanted": "emergency"})
    assert "An hour" in referrer.page("good-support").content.decode()
    referrer.send()
    said = dict(Referral.objects.get().answers.values_list("key", "answer"))
    assert (said["alone"], said["funder"]) == ("An hour", "Vale Council")


def test_the_start_page_says_whether_such_a_place_may_exist(referrer, scheme):
    start = referrer.client.get("/refer/vale/").content.decode()
    assert "We may have a place within 3 days" in start
    assert "within 4 hours" in start
    scheme.has_short_notice = False
    scheme.keep(by=None)
    assert "We do not keep places" in referrer.client.get("/refer/vale/").content.decode()


def test_ready_to_leave_is_asked_of_somebody_in_hospital(referrer, errors_of):
    referrer.begin().fill("them", LEAST["them"])
    assert "ready_to_leave_on" not in referrer.page("what-for").content.decode()
    referrer.fill("them", LEAST["them"] | {"situation": "hospital"})
    assert "ready to leave hospital" in referrer.page("what-for").content.decode()
    ready = clock.today() - timedelta(days=12)
    answers = {"type_wanted": "live_in", "ready_to_leave_on": f"{clock.today() + timedelta(days=2):%d/%m/%Y}"}
    assert list(errors_of(referrer.fill("what-for", answers))) == ["ready_to_leave_on"]
    answers["ready_to_leave_on"] = f"{ready:%d/%m/%Y}"
    referrer.fill_all(LEAST | {"them": LEAST["them"] | {"situation": "hospital"}, "what-for": answers})
    referrer.send()
    referral = Referral.objects.get()
    assert referral.ready_to_leave_on == ready
    assert referral.reach == ["hospital"]


def test_somebody_asks_for_themselves(referrer):
    referrer.begin(LEAST["you"] | {"referrer_is": "self", "referrer_phone": "07700 900456"})
    assert "Your full name" in referrer.page("them").content.decode()
    talking = referrer.page("talking").content.decode()
    assert "What is the best way to talk with you?" in talking
    assert 'name="knows"' not in talking
    words = referrer.page("their-words").content.decode()
    assert "In your words" in words
    assert 'name="voice"' not in words
    for page in SHORT_PAGES:
        main = re.sub(r"<[^>]+>", " ", referrer.page(page).content.decode().partition("<main")[2])
        assert not re.search(r"\b(Do they|are they|do they|Their phone|their age)\b", main), page
    referrer.fill_all(AFTER_YOU | {"talking": {}})
    referrer.send()
    referral = Referral.objects.get()
    assert (referral.referrer_is, referral.knows, referral.person.phone) == ("self", "yes", "07700 900456")
    assert OwnWords.objects.get().voice == Voice.SAID
    assert referral.answers.get(key="full_name").question == "Your full name"


def test_a_relative_asks_and_a_carer_comes_along(referrer, sign_in, officer):
    referrer.begin(LEAST["you"] | {"referrer_is": "family"})
    words = LEAST["their-words"] | {"voice": "for_them"}
    referrer.fill_all(
        AFTER_YOU | {"their-words": words, "what-for": {"type_wanted": "live_in", "named_carer": "Ann Ash"}}
    )
    referrer.send()
    referral = Referral.objects.get()
    assert (referral.referrer_is, referral.named_carer) == ("family", "Ann Ash")
    assert OwnWords.objects.get().whose == "Written for them by Alex Fairley"
    page = sign_in(officer).get(referral.get_absolute_url()).content.decode()
    assert "Comes with a carer" in page
    assert "Ann Ash" in page
