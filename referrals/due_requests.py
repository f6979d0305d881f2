"""What people ask through the link to their own page is due until somebody answers."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from referrals.models import PersonRequest
from referrals.promises import Promises
from schemes.due import MUST_ACT, Due


def due(schemes, on: date, policies) -> Iterable[Due]:
    """Each request with no answer yet. One query for any number of schemes; what was written is not told here."""
    promises = Promises(schemes, policies)
    rows = PersonRequest.objects.open().filter(scheme__in=schemes).select_related("person__folder").order_by("pk")
    for asked in rows:
        is_talk = asked.kind == PersonRequest.Kind.TALK
        yield Due(
            key=f"person-request:{asked.pk}",
            kind="person_request",
            scheme_id=asked.scheme_id,
            folder_id=asked.person.folder_id,
            on=promises.within(asked.scheme_id, "person_request_working_days", asked.happened_on),
            what="Talk to" if is_talk else "Answer",
            who=f"{asked.person.reference} · {asked.person.called}",
            url=reverse("answer-request", args=[asked.pk]),
            officer_id=asked.person.officer_id,
            state=MUST_ACT if asked.is_private else "due",
            said="Without their carer knowing: do not ring or write to the home"
            if asked.is_private
            else "Asked to talk"
            if is_talk
            else "Asked for a change on their page",
        )
