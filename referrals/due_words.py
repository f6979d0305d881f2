"""Who waits for a word from us: a referrer who wrote, a person who asks, a team we promised, another scheme."""

from collections.abc import Iterable
from datetime import date

from django.db.models import DateField
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from referrals.models import Person, PersonRequest, ReferrerMessage, SchemeQuestion, Team
from referrals.promises import Promises
from referrals.sources import owed_talks
from schemes.due import MUST_ACT, Due
from schemes.together import read_together

# Whose it is, told from a record that leads to a person by "person".
WHOSE = {"full_name": "person__full_name", "preferred_name": "person__preferred_name"}


def due(schemes, on: date, policies) -> Iterable[Due]:
    """What somebody waits for; one query for any number of schemes. What was written is not told here."""
    promises = Promises(schemes, policies)
    teams = Team.objects.filter(scheme__in=schemes, ended_on__isnull=True)
    parts = {
        "message": _messages(schemes),
        "request": _requests(schemes),
        "team": _promised(teams),
        "scheme": _questions(schemes),
    }
    said = {"message": _answer_message, "request": _answer_request, "team": _keep_promise, "scheme": _answer_scheme}
    for kind, row in read_together(parts):
        yield said[kind](row, promises)


def _called(row) -> str:
    return Person(full_name=row.full_name, preferred_name=row.preferred_name).called


def _messages(schemes):
    """The oldest unanswered message of each referral."""
    rows = ReferrerMessage.objects.unanswered().filter(scheme__in=schemes)
    wanted = {name: f"referral__{path}" for name, path in WHOSE.items()} | {
        "id": "id", "scheme_id": "scheme_id", "happened_on": "happened_on", "referral_id": "referral_id",
        "folder_id": "referral__folder_id", "reference": "referral__folder__reference",
        "officer_id": "referral__officer_id", "referrer": "referral__referrer_name",
    }  # fmt: skip
    return rows.order_by("referral_id", "pk").distinct("referral_id"), wanted


def _answer_message(row, promises) -> Due:
    return Due(
        key=f"answer-message:{row.id}",
        kind="answer_message",
        scheme_id=row.scheme_id,
        folder_id=row.folder_id,
        on=promises.within(row.scheme_id, "answer_working_days", row.happened_on),
        what="Answer",
        who=f"{row.reference} · {_called(row)}",
        url=reverse("write-to-referrer", args=[row.referral_id]),
        officer_id=row.officer_id,
        said=f"{row.referrer} wrote",
    )


def _requests(schemes):
    """What people ask through the link to their own page."""
    wanted = WHOSE | {
        "id": "id", "scheme_id": "scheme_id", "happened_on": "happened_on", "kind": "kind", "is_private": "is_private",
        "folder_id": "person__folder_id", "reference": "person__folder__reference", "officer_id": "person__officer_id",
    }  # fmt: skip
    return PersonRequest.objects.open().filter(scheme__in=schemes).order_by("pk"), wanted


def _answer_request(row, promises) -> Due:
    is_talk = row.kind == PersonRequest.Kind.TALK
    if row.is_private:
        said = "Without their carer knowing: do not ring or write to the home"
    else:
        said = "Asked to talk" if is_talk else "Asked for a change on their page"
    return Due(
        key=f"person-request:{row.id}",
        kind="person_request",
        scheme_id=row.scheme_id,
        folder_id=row.folder_id,
        on=promises.within(row.scheme_id, "person_request_working_days", row.happened_on),
        what="Talk to" if is_talk else "Answer",
        who=f"{row.reference} · {_called(row)}",
        url=reverse("answer-request", args=[row.id]),
        officer_id=row.officer_id,
        state=MUST_ACT if row.is_private else "due",
        said=said,
    )


def _promised(teams):
    """What was promised in the newest conversation with each team."""
    wanted = {
        "id": "id", "scheme_id": "scheme_id", "owe_on": "owe_on", "we_owe": "we_owe", "team_id": "team_id",
        "team": "team__name", "organisation": "team__organisation__name",
    }  # fmt: skip
    return owed_talks(teams), wanted


def _keep_promise(row, promises) -> Due:
    return Due(
        key=f"owed-to-team:{row.id}",
        kind="owed_to_team",
        scheme_id=row.scheme_id,
        folder_id=None,
        on=row.owe_on,
        what="Do what we promised a team",
        who=f"{row.team}, {row.organisation}",
        url=reverse("record-talk", args=[row.team_id]),
        said=row.we_owe,
    )


def _questions(schemes):
    """Other schemes of the region that ask whether we know somebody; officers may answer, or choose not to."""
    rows = SchemeQuestion.objects.filter(scheme__in=schemes, state=SchemeQuestion.State.OPEN).order_by("pk")
    there = timezone.get_current_timezone()
    asked_on = TruncDate("asked_at", tzinfo=there, output_field=DateField())
    return rows, {"id": "id", "scheme_id": "scheme_id", "asked_on": asked_on, "asker": "from_scheme__name"}


def _answer_scheme(row, promises) -> Due:
    return Due(
        key=f"scheme-question:{row.id}",
        kind="scheme_question",
        scheme_id=row.scheme_id,
        folder_id=None,
        on=promises.within(row.scheme_id, "more_working_days", row.asked_on),
        what="Answer a question from",
        who=row.asker,
        url=reverse("answer-scheme-question", args=[row.id]),
        said="They ask whether we know somebody. You may choose not to answer",
        extra={"for_officers": True},
    )
