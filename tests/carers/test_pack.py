"""The panel pack: one bookmarked, tagged PDF with its version on every page, made once for each version."""

import threading
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader, PdfWriter

from carers.models import Application, Pack, PanelItem, PanelPaper, PanelSeat, SharedPack
from carers.models.assessment import Report
from carers.models.packs import add_papers
from carers.models.panels import declare_interest, hold_meeting, list_item
from carers.pack import make
from schemes import clock, pdf
from schemes.files import Accepted
from tests import factories

pytestmark = pytest.mark.django_db
ON = date(2026, 8, 6)


def upload(pages: int, *, turned: int = 0, name="paper.pdf") -> Accepted:
    """A PDF somebody uploaded."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842).rotate(turned)
    out = BytesIO()
    writer.write(out)
    return Accepted(name=name, media_type="application/pdf", content=out.getvalue(), pages=pages)


def photo() -> Accepted:
    out = BytesIO()
    Image.new("RGB", (80, 60), "green").save(out, "JPEG")
    return Accepted(name="kitchen.jpg", media_type="image/jpeg", content=out.getvalue(), pages=None)


@pytest.fixture
def meeting(scheme, officer, panel_member, set_clock):
    set_clock(ON)
    return hold_meeting(
        scheme=scheme, held_on=ON + timedelta(days=7), quorum=1, members=[(panel_member.staff, "chair")], by=officer
    )


@pytest.fixture
def item(scheme, officer, meeting):
    application = Application.enquire(
        scheme=scheme, full_name="Ana Hall", name="A Hall", why_us="I like *company* and #toast", by=officer
    )
    household = application.begin_application(
        members=[{"full_name": "Ana Hall"}], home={"address": "1 Long Row", "postcode": "HP20 1ZZ"}, by=officer
    )
    report = Report.of(application, by=officer)
    report.save_edit({"sections": {"summary": "She $listens$ well.\n\nAnd cooks."}}, version=None, by=officer)
    return list_item(
        meeting=meeting, kind="approval", household=household, application=application,
        report=report.freeze(what_for="panel", by=officer), asks="Approve them?", people_limit=2, types=["live_in"],
        by=officer,
    )  # fmt: skip


def made(item, by) -> Pack:
    pack = make.ask_for_pack(item, on=clock.today(), by=by)
    make.make_waiting(now=clock.now)
    pack.refresh_from_db()
    return pack


def read(pack) -> PdfReader:
    return PdfReader(BytesIO(pack.document.content))


def test_our_pages_are_tagged_bookmarked_and_say_what_was_typed(item, officer):
    reader = read(made(item, officer))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    text = "\n".join(page.extract_text() for page in reader.pages)
    for words in ("I like *company* and #toast", "She $listens$ well.", "Approve them?"):
        assert words in text
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)][:2] == [
        "What panel is asked",
        "The household",
    ]


def test_uploads_follow_a_page_that_says_what_they_are_and_every_page_has_its_number(item, officer):
    add_papers(item=item, files=[upload(2), photo(), upload(3, turned=90, name="turned.pdf")], by=officer)
    pack = made(item, officer)
    reader = read(pack)
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert pack.document.pages == len(texts)
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text, number
        assert f"Version 1 · {pack.stamp[:8]}" in text, number
    divider = next(number for number, text in enumerate(texts) if "not tagged for screen readers" in text)
    assert "paper" in texts[divider]
    last = len(texts) - 4
    assert "not tagged for screen readers" in texts[last]
    assert divider == last - 3
    titles = {
        entry.title: reader.get_destination_page_number(entry)
        for entry in reader.outline
        if not isinstance(entry, list)
    }
    assert (titles["paper"], titles["turned"]) == (divider, last)
    assert "kitchen" in titles


def test_the_same_version_is_made_once_and_is_the_same_file(item, officer, set_clock):
    first = made(item, officer)
    set_clock(ON + timedelta(days=1))
    assert made(item, officer).pk == first.pk
    assert Pack.objects.count() == 1
    content, _ = make._pages(first, officer)
    assert content == first.document.content


def test_what_changes_makes_another_version(item, officer):
    first = made(item, officer)
    add_papers(item=item, files=[upload(1)], by=officer)
    second = made(item, officer)
    assert (first.number, second.number) == (1, 2)
    PanelPaper.objects.get().leave_out(by=officer)
    assert made(item, officer).pk == first.pk  # as it was: the version it was


def test_asked_for_by_two_at_once_it_is_one_pack(transactional_db, scheme, officer, panel_member, set_clock):
    set_clock(ON)
    household = factories.make_household(scheme, by=officer)
    meeting = hold_meeting(scheme=scheme, held_on=ON, quorum=1, members=[], by=officer)
    item = list_item(meeting=meeting, kind="terms", household=household, asks="More people?", by=officer)
    gate, found = threading.Barrier(2), []

    def ask():
        gate.wait()
        try:
            with clock.set_to(ON):
                found.append(make.ask_for_pack(PanelItem.objects.get(pk=item.pk), on=clock.today(), by=officer).pk)
        finally:
            connection.close()

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(found) == 2
    assert len(set(found)) == 1
    assert make.make_waiting(now=clock.now) == 1


def test_a_pack_whose_maker_was_lost_is_made_again_and_the_lost_one_keeps_nothing(item, officer, set_clock):
    pack = make.ask_for_pack(item, on=clock.today(), by=officer)
    lost = make._claim(clock.now())
    assert make.make_waiting(now=clock.now) == 0  # somebody is at it
    set_clock(clock.now() + make.LOST_AFTER + timedelta(minutes=1))
    assert make.make_waiting(now=clock.now) == 1
    make._make(lost)  # it wakes up after all
    pack.refresh_from_db()
    assert pack.status == Pack.Status.READY
    assert pack.document_id
    assert Pack.objects.get().document.folder.documents.filter(kind="pack").count() == 1


def test_a_paper_that_cannot_be_joined_is_said_and_may_be_tried_again(item, officer):
    broken = upload(1)
    broken = Accepted(name="broken.pdf", media_type="application/pdf", content=b"%PDF-1.7 nothing", pages=1)
    add_papers(item=item, files=[broken], by=officer)
    pack = made(item, officer)
    assert pack.status == Pack.Status.FAILED
    assert pack.document is None
    assert "leave out the paper added last" in pack.trouble
    assert make.ask_for_pack(item, on=clock.today(), by=officer).status == Pack.Status.WAITING


def test_the_page_shows_progress_and_the_finished_pack(item, officer, sign_in):
    browser, page = sign_in(officer), reverse("item-papers", args=[item.pk])
    assert b"No pack has been made yet" in browser.get(page).content
    browser.post(reverse("make-pack", args=[item.pk]))
    assert b"Waiting to be made" in browser.get(page).content
    make.make_waiting(now=clock.now)
    shown = browser.get(page).content
    assert b"Download version 1" in shown
    assert b"Nothing has changed since the newest version" in shown
    got = browser.get(reverse("read-pack", args=[Pack.objects.get().pk]))
    assert got.headers["Content-Type"] == "application/pdf"
    assert got.content.startswith(b"%PDF")
    assert got.headers["Content-Disposition"].startswith("attachment")


def test_members_read_it_once_they_declared_and_never_with_an_interest(item, officer, panel_member, sign_in):
    pack, browser = made(item, officer), sign_in(panel_member)
    address = reverse("read-pack", args=[pack.pk])
    assert browser.get(address).status_code == 302
    seat = PanelSeat.objects.get()
    declare_interest(item=item, seat=seat, has_interest=True, what="My neighbour", by=panel_member)
    assert browser.get(address).status_code == 403
    assert browser.get(reverse("document", args=[pack.document_id])).status_code in (403, 404)
    declare_interest(item=item, seat=seat, has_interest=False, by=panel_member)
    assert browser.get(address).status_code == 200
    browser.get(address)
    assert [row.seat for row in SharedPack.objects.all()] == [seat]


def test_who_does_not_sit_and_other_schemes_read_nothing(item, officer, outsider, scheme, sign_in):
    pack = made(item, officer)
    stranger = factories.make_actor(scheme, "panel_member", name="Not Asked", email="not.asked@example.org")
    for actor in (stranger, outsider):
        assert sign_in(actor).get(reverse("read-pack", args=[pack.pk])).status_code == 404
    assert sign_in(outsider).post(reverse("make-pack", args=[item.pk])).status_code == 404


def test_what_is_no_paper_is_refused_and_nothing_is_kept(item, officer, sign_in):
    page = BytesIO(b"<html>not a paper</html>")
    page.name = "paper.pdf"
    answer = sign_in(officer).post(reverse("add-panel-papers", args=[item.pk]), {"files": [page]})
    assert answer.status_code == 200
    assert b"govuk-error-summary" in answer.content
    assert PanelPaper.objects.count() == 0


def test_papers_are_named_ordered_and_left_out(item, officer, sign_in):
    browser = sign_in(officer)
    file = BytesIO(upload(1).content)
    file.name = "../../budget.pdf"
    browser.post(reverse("add-panel-papers", args=[item.pk]), {"files": [file]})
    paper = PanelPaper.objects.get()
    assert paper.title == "budget"
    browser.post(
        reverse("edit-panel-paper", args=[paper.pk]),
        {"title": "What it costs", "position": "2", "version": paper.version},
    )
    paper.refresh_from_db()
    assert (paper.title, paper.position) == ("What it costs", 2)
    browser.post(reverse("leave-out-panel-paper", args=[paper.pk]))
    paper.refresh_from_db()
    assert paper.is_removed


def test_a_foot_is_written_whatever_a_page_did_to_its_coordinates():
    for turned in (0, 90, 180, 270):
        ours = pdf.set_pages("pack", PLAIN)
        joined = pdf.join(ours, [upload(1, turned=turned).content], label=lambda page, pages: f"({page} of {pages})")
        assert "(2 of 2)" not in PdfReader(BytesIO(joined)).pages[0].extract_text()
        assert f"({len(PdfReader(BytesIO(joined)).pages)} of" in PdfReader(BytesIO(joined)).pages[-1].extract_text()


PLAIN = {
    "title": "A pack", "scheme": "Vale", "meeting": "Panel", "version": "Version 1", "confidence": "In confidence.",
    "footer": "C-1", "sections": [], "papers": [{"title": "Paper", "about": "Uploaded.", "pages": 1}],
}  # fmt: skip
