"""Part of the world the tests ask about: the inbox, and what is done there."""

import uuid
from datetime import timedelta

from referrals.models import Alternative, PersonMerged, SchemeQuestion
from schemes.models.duty import DutyTurn
from tests import factories


def inbox(referral, looking, said, today, by) -> dict:
    """Somebody on duty, what would otherwise happen, two records made one, and a question from another scheme."""
    scheme = referral.scheme
    turn = DutyTurn.give(scheme=scheme, officer=by.staff, from_on=today, until_on=today + timedelta(days=6), by=by)
    Alternative.record_alternative(
        referral=referral, kind="residential", weekly_pence=123450, said_by=said("Kim"), words=said("Likely"),
        happened_on=today, by=by,
    )  # fmt: skip
    twin = factories.make_person(scheme, said("Twin"), by=by)
    merged = PersonMerged.merge(
        person=looking.person, other=factories.make_person(scheme, said("Same"), by=by), why=said("Rang them"), by=by
    )
    question = SchemeQuestion.objects.create(
        scheme=scheme, from_scheme=factories.make_scheme(with_rules=False), key=_key(said("")), name="Somebody Asked",
        words="Do you know them?",
    )  # fmt: skip
    return {"turn": turn, "twin": twin, "merged": merged, "question": question, "looking_person": looking.person}


def _key(mark):
    return uuid.uuid5(uuid.NAMESPACE_URL, mark)


def _of(name):
    return lambda world, actor: [getattr(world, name).pk]


# What stands between the slashes of each address.
ARGUMENTS = {
    **dict.fromkeys(["hand-referral", "record-alternative", "record-rung", "promise-contact"], _of("new")),
    "ask-schemes": _of("person"),
    "merge-person": lambda world, actor: [world.person.pk, world.twin.pk],
    "take-back-merge": _of("merged"),
    "answer-scheme-question": _of("question"),
    "edit-duty-turn": _of("turn"),
}
