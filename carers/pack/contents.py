"""What a panel member reads about one item, gathered as plain data: the same data gives the same version."""

import hashlib
import json
from datetime import date

from carers import check_lists, references
from carers.models import Household, PanelItem, Terms
from schemes.models import Document
from schemes.vocabulary import ArrangementType

# Counts up when the pack is set differently, so that an old pack is never taken for a new one.
FORM_VERSION = 1
PICTURES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
NOT_SAID = "Nothing was written here."


def contents_of(item: PanelItem, on: date) -> dict:
    """Everything that goes into the pack of an item, in its order, as it stands on a day."""
    household = item.household
    papers = list(item.papers.filter(is_removed=False).select_related("document__blob"))
    sections = [
        _asked(item),
        _household(household),
        *_report(item),
        *_comments(item),
        *_references(item),
        _terms(household),
        _checks(household, on),
        *_visits(item),
        *_year(household),
        *_before(item),
    ]
    sections += [_picture(paper) for paper in papers if paper.document.media_type in PICTURES]
    return {
        "form": FORM_VERSION,
        "scheme": household.scheme.name,
        "title": f"{item.get_kind_display()}: {household.name}",
        "reference": (item.application or household).reference,
        "meeting": str(item.meeting),
        "confidence": (
            "In confidence, for members of this panel. Do not copy it or send it on. "
            "Delete it once the outcome is recorded."
        ),
        "sections": [section for section in sections if section["blocks"]],
        "papers": [
            {
                "title": paper.title,
                "about": f"{paper.document.name}, kept on {_day(paper.document.happened_on)}.",
                "pages": paper.document.pages or 1,
                "document": paper.document_id,
                "fingerprint": paper.document.blob.fingerprint,
            }
            for paper in papers
            if paper.document.media_type == "application/pdf"
        ],
        "pictures": {
            _file_name(paper): paper.document.blob.fingerprint
            for paper in papers
            if paper.document.media_type in PICTURES
        },
    }


def stamp_of(contents: dict) -> str:
    """The version of a pack: a fingerprint of everything that goes into it."""
    return hashlib.sha256(json.dumps(contents, sort_keys=True).encode()).hexdigest()


def bytes_of(contents: dict, scheme) -> tuple[list[bytes], dict[str, bytes]]:
    """The uploaded papers in their order, and the pictures by the name the pages show them under."""
    papers = {
        document.pk: document.content
        for document in Document.objects.filter(
            scheme=scheme, pk__in=[paper["document"] for paper in contents["papers"]]
        ).select_related("blob")
    }
    pictures = {
        document.blob.fingerprint: document.content
        for document in Document.objects.filter(
            scheme=scheme, blob__fingerprint__in=list(contents["pictures"].values())
        ).select_related("blob")
    }
    return (
        [papers[paper["document"]] for paper in contents["papers"]],
        {name: pictures[fingerprint] for name, fingerprint in contents["pictures"].items()},
    )


# --- the sections ------------------------------------------------------------------------------------------------


def _section(heading: str, *blocks, new_page: bool = True) -> dict:
    return {"heading": heading, "new_page": new_page, "blocks": [block for block in blocks if block]}


def _text(text: str) -> dict | None:
    return {"kind": "text", "text": text} if text.strip() else None


def _heading(text: str) -> dict:
    return {"kind": "heading", "text": text}


def _words(said: str, who: str) -> dict | None:
    return {"kind": "words", "text": said, "who": who} if said.strip() else None


def _rows(head: list[str], rows: list[list[str]]) -> dict | None:
    return {"kind": "rows", "head": head, "rows": rows} if rows else None


def _day(on: date) -> str:
    return f"{on:%-d %B %Y}"


def _types(types) -> str:
    return ", ".join(str(ArrangementType(kind).label).lower() for kind in types)


def _asked(item: PanelItem) -> dict:
    asks = [["Kind", item.get_kind_display()], ["Meeting", str(item.meeting)]]
    if item.people_limit:
        asks.append(["Most people at once", str(item.people_limit)])
    if item.types:
        asks.append(["Kinds of arrangement", _types(item.types)])
    return _section("What panel is asked", _text(item.asks), _rows(["Asked", "What"], asks))


def _household(household: Household) -> dict:
    members = [
        [member.full_name, str(member.get_role_display()), _day(member.joined_on)]
        for member in household.members.all()
        if member.left_on is None
    ]
    home = household.home
    return _section(
        "The household",
        _words(household.about, household.name),
        _rows(["Who", "Part", "With this household since"], members),
        _text(f"Their home has {home.rooms} room{'' if home.rooms == 1 else 's'} for people to sleep in."),
    )


def _report(item: PanelItem) -> list[dict]:
    if item.report is None:
        return []
    written = item.report.in_order or [("The report", NOT_SAID)]
    blocks = [block for title, text in written for block in (_heading(title), _text(text))]
    return [_section(f"Assessment report, version {item.report.number}", *blocks)]


def _comments(item: PanelItem) -> list[dict]:
    if item.application is None:
        return []
    own = _words(item.application.why_us, item.application.full_name)
    comments = [
        block
        for version in item.report.report.versions.all()
        for comment in version.comments.standing().order_by("pk")
        for block in (
            _text(f"On version {version.number}, {_day(comment.happened_on)}: {comment.get_agrees_display().lower()}."),
            _words(comment.text, item.application.name),
        )
    ] if item.report else []  # fmt: skip
    return [
        _section("In the applicant's own words", own, _heading("On the report"),
                 *(comments or [_text("They have not written about the report.")]))
    ]  # fmt: skip


def _references(item: PanelItem) -> list[dict]:
    if item.application is None:
        return []
    blocks = []
    for reference in item.application.references.standing().select_related("referee").order_by("pk"):
        referee = reference.referee
        blocks.append(_heading(f"{referee.full_name}, {referee.get_kind_display().lower()}"))
        blocks += [_text(f"{question}\n\n{answer}") for question, answer in references.in_words(reference.answers)]
    return [_section("References", *blocks)]


def _terms(household: Household) -> dict:
    rows = [
        [_day(terms.from_on), _day(terms.until_on) if terms.until_on else "no end set", str(terms), terms.conditions]
        for terms in Terms.objects.standing().filter(household=household).order_by("from_on", "pk")
    ]
    return _section("Terms of approval", _rows(["From", "Until", "For", "Conditions"], rows))


def _checks(household: Household, on: date) -> dict:
    """Dates, never "in 12 days": tomorrow's pack is another version only if something has happened."""
    rows = [
        [
            group.who,
            line.label,
            line.newest.get_result_display() if line.newest else "Not recorded",
            _day(line.newest.expires_on) if line.newest and line.newest.expires_on else "",
        ]
        for group in check_lists.of_household(household, on)
        for line in group.lines
    ]
    return _section("Checks and training", _rows(["Whose", "What", "Found", "Runs out on"], rows))


def _visits(item: PanelItem) -> list[dict]:
    if item.application is None:
        return []
    rows = [
        [_day(visit.happened_on), str(visit.get_kind_display()), visit.who_went, visit.talked_about]
        for visit in item.application.assessment_visits.standing().order_by("happened_on", "pk")
    ]
    return [_section("Visits made", _rows(["When", "What", "Who went", "Talked about"], rows))]


def _year(household: Household) -> list[dict]:
    blocks = []
    for review in household.carer_reviews.standing().order_by("-happened_on", "-pk")[:2]:
        blocks += [
            _heading(f"Review on {_day(review.happened_on)}"),
            _words(review.carers_words, household.name),
            _text(review.summary),
        ]
    return [_section("Their last reviews", *blocks)]


def _before(item: PanelItem) -> list[dict]:
    """What panel said about this before, if it was deferred or is heard again."""
    blocks, earlier = [], item.follows
    while earlier:
        for outcome in earlier.outcomes.standing().order_by("pk"):
            blocks += [
                _heading(f"{earlier.meeting}: {outcome.get_outcome_display().lower()}"),
                _text(outcome.reasons),
                _text(outcome.conditions),
            ]
        earlier = earlier.follows
    return [_section("What panel said before", *blocks)]


def _file_name(paper) -> str:
    return f"paper-{paper.pk}.{PICTURES[paper.document.media_type]}"


def _picture(paper) -> dict:
    return _section(paper.title, {"kind": "picture", "file": _file_name(paper), "alt": paper.title})
