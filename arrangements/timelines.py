"""What happened in an arrangement, newest first: visits, reviews, notes and steps."""

from datetime import date

from django.urls import reverse

from arrangements.models import Arrangement, Review, Visit
from schemes.models import Move, Note


def _by(record) -> str:
    return str(record.recorded_by)


def _visit(visit: Visit) -> dict:
    told = [
        visit.summary,
        f"Seen alone: {visit.get_seen_alone_display().lower()}.",
        f"There: {visit.who_was_there}." if visit.who_was_there else "",
        f"To do: {visit.to_do}" if visit.to_do else "",
    ]
    return {
        "title": f"Visit: {visit.get_how_display().lower()}",
        "text": "\n".join(line for line in told if line),
        "said": visit.persons_words,
        "url": reverse("correct-visit", args=[visit.pk]),
        "link": f"Correct the visit of {visit.happened_on:%-d %B %Y}",
    }


def _review(review: Review) -> dict:
    told = [
        f"Going well: {review.going_well}" if review.going_well else "",
        f"Worrying: {review.worrying}" if review.worrying else "",
        f"Changes: {review.changes}" if review.changes else "",
        f"Took part: {review.who_took_part}.",
    ]
    return {
        "title": f"Review: {review.get_outcome_display().lower()}",
        "text": "\n".join(line for line in told if line),
        "said": review.persons_words,
        "url": reverse("correct-review", args=[review.pk]),
        "link": f"Correct the review of {review.happened_on:%-d %B %Y}",
    }


def what_happened(arrangement: Arrangement, visits: list[Visit], reviews: list[Review]) -> list[dict]:
    """One line of time over everything recorded about an arrangement, newest first."""
    with_author = "recorded_by__staff__account", "recorded_by__link"
    notes = Note.objects.standing().filter(folder=arrangement.folder).select_related(*with_author)
    moves = Move.objects.standing().filter(folder=arrangement.folder).select_related(*with_author)
    told: list[tuple[date, int, object, dict]] = []
    told += [(v.happened_on, v.recorded_at, v, _visit(v)) for v in visits]
    told += [(r.happened_on, r.recorded_at, r, _review(r)) for r in reviews]
    told += [(n.happened_on, n.recorded_at, n, {"title": "Note", "text": n.text}) for n in notes]
    told += [(m.happened_on, m.recorded_at, m, {"title": m.to_label, "text": m.why}) for m in moves]
    told.sort(key=lambda item: item[:2], reverse=True)
    return [item | {"when": on, "by": _by(record)} for on, _, record, item in told]
