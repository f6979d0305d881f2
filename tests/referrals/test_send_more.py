"""The referrer answers what was asked for, each thing on its own: in words, in files, or "I don't know yet"."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from referrals import letters
from referrals.forms.triage import ASKABLE
from referrals.models import MoreGiven, Referral, ReferrerMessage
from referrals.questions import QUESTIONS
from referrals.still_needed import NOT_KNOWN, needed_for
from schemes import clock
from schemes.models import HeldFile
from tests import factories
from tests.referrals.conftest import NAUGHTY

ITEMS = ["Medicines", "Is funding agreed?", "Risk assessment"]


@pytest.fixture
def asked(referral, officer):
    asked = referral.ask_for_more(items=ITEMS, words="Please tell us about Zebedee.", by=officer)
    letters.send_asked_for_more(asked, at=clock.now(), by=officer)
    return asked


@pytest.fixture
def status(asked, link_in):
    return link_in("asked:")


@pytest.fixture
def put(status, asked):
    """Send an answer to the item with this number, with the field's ending: text, files, not_known."""

    def send(client=None, once="d" * 32, **answers):
        data = {f"item_{asked.pk}_{name[1]}_{name[3:]}": value for name, value in answers.items()}
        return (client or Client()).post(f"{status}send/", {"once": once} | data)

    return send


def picture(name="plan.png"):
    made = BytesIO()
    Image.new("RGB", (4, 4), "white").save(made, "PNG")
    return SimpleUploadedFile(name, made.getvalue(), "image/png")


def texts():
    return {tuple(one.items): one.text for one in MoreGiven.objects.all()}


def test_each_thing_is_answered_on_its_own(referral, status, put):
    page = Client().get(status).content.decode()
    assert "Still needed from you" in page
    assert [item for item in ITEMS if item not in page] == []
    assert "Zebedee" not in page  # what we wrote is read with a code
    assert put(i0_text="One tablet.\r\nAt night.", i1_not_known="on")["Location"] == status
    referral.refresh_from_db()
    assert referral.status == Referral.Status.NEW
    assert texts() == {("Medicines",): "One tablet.\nAt night.", ("Is funding agreed?",): NOT_KNOWN}
    assert {one.recorded_by.is_link for one in MoreGiven.objects.all()} == {True}
    rows = [(one.item, one.is_open, one.given_on is not None) for one in needed_for(referral)]
    assert rows == [("Medicines", False, True), ("Is funding agreed?", True, True), ("Risk assessment", True, False)]
    page = Client().get(status).content.decode()
    assert "Still needed from you" in page  # the rest stays, though we read again
    assert "Sent: </span>Medicines" in page
    assert "not known yet, you said on" in page
    assert "One tablet" not in page


def test_what_is_left_can_be_sent_later_and_becomes_due(referral, officer, asked, put):
    put(i0_text="One tablet.")
    referral.refresh_from_db()
    referral.arrange_meeting(officer=officer.staff, meet_on=clock.today(), by=officer)
    put(Client(), i1_text="Agreed.", i2_text="Sent by post.", once="e" * 32)
    referral.refresh_from_db()
    assert referral.status == Referral.Status.MEETING
    assert [one.is_open for one in needed_for(referral)] == [False, False, False]
    message = ReferrerMessage.objects.unanswered().get()
    assert message.text == "Sent what was still needed: Is funding agreed?; Risk assessment"


def test_several_files_at_once_are_held(referral, put):
    assert put(i2_files=[picture("one.png"), picture("two.png")]).status_code == 302
    held = list(HeldFile.objects.order_by("pk"))
    assert [(one.name, one.folder, one.state) for one in held] == [
        ("one.png", referral.folder, "held"), ("two.png", referral.folder, "held"),
    ]  # fmt: skip
    assert texts() == {("Risk assessment",): "Files: one.png, two.png"}


def test_a_file_that_is_refused_leaves_the_others_kept(referral, put, asked):
    bad = SimpleUploadedFile("plan.pdf", b"MZ not a paper", "application/pdf")
    answer = put(i0_text="One tablet.", i2_files=[bad])
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [f"item_{asked.pk}_2_files"]
    assert texts() == {("Medicines",): "One tablet."}
    assert "We have kept these" in answer.content.decode()
    assert not HeldFile.objects.exists()


def test_too_many_files_are_refused(put, asked, referral, monkeypatch):
    monkeypatch.setattr("referrals.sending_more.MOST_FILES", 1)
    answer = put(i2_files=[picture("one.png"), picture("two.png")])
    assert list(answer.context["form"].errors) == [f"item_{asked.pk}_2_files"]
    assert not HeldFile.objects.exists()


def test_asked_again_it_is_needed_again(referral, officer, put, set_clock):
    put(i0_text="One tablet.")
    set_clock(clock.today() + timedelta(days=1))
    referral.refresh_from_db()
    referral.ask_for_more(items=["Medicines"], words="", by=officer)
    assert next((one.item, one.is_open) for one in needed_for(referral)) == ("Medicines", True)


def test_words_alone_are_one_thing_to_answer(referral, officer, link_in):
    asked = referral.ask_for_more(items=[], words="Which ward?", by=officer)
    letters.send_asked_for_more(asked, at=clock.now(), by=officer)
    status = link_in("asked:")
    assert "What we asked in our message" in Client().get(status).content.decode()
    Client().post(f"{status}send/", {f"item_{asked.pk}_0_text": "Ward 4"})
    assert [one.is_open for one in needed_for(referral)] == [False]


def test_what_short_notice_left_out_is_asked_for_here(scheme, officer, link_in):
    referral = factories.make_referral(scheme, "Kit Vale", by=officer, is_short_notice=True)
    letters.send_received(referral, at=clock.now(), by=officer)
    status = link_in("received:")
    item = next(one for one in needed_for(referral) if one.key == "item_medicines")
    assert item.text in Client().get(status).content.decode()
    assert Client().post(f"{status}send/", {"item_medicines_text": "None"}).status_code == 302
    assert not next(one for one in needed_for(referral) if one.key == "item_medicines").is_open


def test_twice_is_once(put):
    client = Client()
    for _ in range(2):
        put(client, i0_text="Here.")
    assert MoreGiven.objects.count() == 1


def test_nothing_answered(put, errors_of):
    assert errors_of(put(i0_text="  ")) == {"__all__": ["Answer at least one of these, or choose a file for it."]}


def test_when_nothing_is_asked(referral, officer, status):
    referral.turn_down(reason="funding", who_decided="funder", suggestion="x", by=officer)
    answer = Client().post(f"{status}send/", {"text": "Here it is, at length."})
    assert "not waiting for anything" in answer.content.decode()
    assert not MoreGiven.objects.exists()


def test_any_text(status, asked):
    for typed in NAUGHTY:
        data = {f"item_{asked.pk}_{number}_{name}": typed for number in range(3) for name in ("text", "files")}
        answer = Client().post(f"{status}send/", data)
        assert answer.status_code in (200, 302)
        assert "<script>alert" not in Client().get(status).content.decode()


def test_unknown_links(db):
    assert Client().post("/referral/no-such-secret/send/", {"text": "x"}).status_code == 404


def test_the_page_is_light_however_much_is_asked(referral, officer, link_in):
    asked = referral.ask_for_more(items=[str(QUESTIONS[key].wording) for key in ASKABLE], words="", by=officer)
    letters.send_asked_for_more(asked, at=clock.now(), by=officer)
    status = link_in("asked:")
    assert len(Client().get(status).content) < 60_000
    assert len(Client().get(f"{status}send/").content) < 60_000
