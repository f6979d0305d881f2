"""What a panel pack costs beside the bare work: setting the same pages and joining the same files."""

from dataclasses import dataclass
from io import BytesIO
from statistics import median
from time import perf_counter

from django.db import transaction
from pypdf import PdfWriter

from carers.models import Application, Household, Pack
from carers.models.assessment import REPORT_SECTIONS, Report
from carers.models.packs import add_papers
from carers.models.panels import hold_meeting, list_item
from carers.pack import make
from carers.pack.contents import bytes_of, contents_of
from schemes import clock, pdf
from schemes.files import Accepted
from schemes.models import Actor

UPLOADS, PAGES_EACH = 10, 4
# Enough words for some sixty pages of our own.
WORDS = "They listen, they cook together, and there is always somebody at the table who has time. " * 42
PARAGRAPHS = 5
TIMES = 5


@dataclass(frozen=True)
class PackFigures:
    """Medians in milliseconds, and how many pages it has."""

    pages: int
    uploads: int
    made_ms: float
    bare_ms: float

    @property
    def ratio(self) -> float:
        return self.made_ms / self.bare_ms

    @property
    def line(self) -> str:
        """The figures in one sentence."""
        return (
            f"A panel pack of {self.pages} pages with {self.uploads} uploads: {self.made_ms:.0f} ms in the worker; "
            f"setting the pages and joining the files alone {self.bare_ms:.0f} ms; ratio {self.ratio:.2f}."
        )


def measure_pack(scheme, today) -> PackFigures:
    """Make one pack several times, each beside its bare work, in a transaction that is taken back at the end."""
    with transaction.atomic():
        item, by = _item(scheme, today), Actor.for_job("bench")
        made, bare = [], []
        make.make_waiting(now=clock.now)  # what waited before is nobody's cost here
        for number in range(TIMES):
            began = perf_counter()
            pack = make.ask_for_pack(item, on=today, by=by)
            make.make_waiting(now=clock.now)
            made.append(perf_counter() - began)
            began = perf_counter()
            _bare(item, today, number)
            bare.append(perf_counter() - began)
            pages = Pack.objects.get(pk=pack.pk).document.pages
            # Another version each time: one paper is called something else.
            paper = item.papers.first()
            paper.save_edit({"title": f"{paper.title}."}, version=None, by=by)
        transaction.set_rollback(True)
    return PackFigures(pages, UPLOADS, median(made) * 1000, median(bare) * 1000)


def _bare(item, today, number: int) -> None:
    """The same pages set, the same files joined, and nothing else.

    Each time under another version, as each pack is: what was set before is remembered, and would cost next to nothing.
    """
    contents = contents_of(item, today)
    uploads, pictures = bytes_of(contents, item.scheme)
    began = pdf.set_pages("pack", contents | {"version": f"Version {number}", "footer": f"Bench {number}"}, pictures)
    writer = PdfWriter()
    for content in (began, *uploads):
        writer.append(BytesIO(content), import_outline=False)
    writer.write(BytesIO())


def _item(scheme, today):
    by = Actor.for_job("bench")
    application = Application.enquire(scheme=scheme, full_name="Bench Mark", by=by)
    household = application.begin_application(
        members=[{"full_name": "Bench Mark"}], home={"address": "1 Long Row", "postcode": "HP20 1ZZ"}, by=by
    )
    report = Report.of(application, by=by)
    text = "\n\n".join([WORDS] * PARAGRAPHS)
    report.save_edit({"sections": dict.fromkeys(REPORT_SECTIONS, text)}, version=None, by=by)
    meeting = hold_meeting(scheme=scheme, held_on=today, quorum=1, by=by)
    item = list_item(
        meeting=meeting, kind="approval", household=Household.objects.get(pk=household.pk), application=application,
        report=report.freeze(what_for="panel", by=by), asks="Approve them?", by=by,
    )  # fmt: skip
    paper = pdf.set_pages("pack", _small())
    files = [
        Accepted(name=f"paper {number}.pdf", media_type="application/pdf", content=paper, pages=pdf.count_pages(paper))
        for number in range(1, UPLOADS + 1)
    ]
    add_papers(item=item, files=files, by=by)
    return item


def _small() -> dict:
    sections = [
        {"heading": f"Part {number}", "new_page": True, "blocks": [{"kind": "text", "text": WORDS}]}
        for number in range(1, PAGES_EACH)
    ]
    return {
        "title": "A paper", "scheme": "Bench", "meeting": "", "version": "", "confidence": "", "footer": "A paper",
        "sections": sections, "papers": [],
    }  # fmt: skip
