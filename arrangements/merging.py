"""Making one of two records of a person, as far as what they lived through lets it."""

from django.db import transaction

from arrangements.models import Arrangement, NamedApproval
from referrals.models import PersonMerged
from schemes.models import WrongState


def what_holds(person) -> list[str]:
    """Why a record of a person cannot lead to another: what was lived through stays where it was written."""
    held = []
    if number := Arrangement.objects.filter(person=person).count():
        held.append(f"{number} arrangement{'' if number == 1 else 's'}")
    if NamedApproval.objects.filter(person=person).exists():
        held.append("carers approved for them by name")
    return held


def which_may_stay(one, other) -> list:
    """Which of two records may be kept: the other of the pair must hold nothing that cannot move."""
    return [keep for keep, away in ((one, other), (other, one)) if not what_holds(away)]


@transaction.atomic
def merge_people(*, keep, other, why, by) -> PersonMerged:
    """Make `other` lead to `keep`. Undo: `take_back_merge`, by a manager.

    Refused where `other` holds what cannot move, or where only one of them is restricted to managers.
    """
    first, second = sorted([keep, other], key=lambda one: one.pk)
    first.lock()
    second.lock()
    if held := what_holds(other):
        raise WrongState(f"{other.reference} has {', '.join(held)}: keep that record, and merge the other into it.")
    if keep.folder.is_restricted != other.folder.is_restricted:
        raise WrongState("One of them is shown to managers only. Restrict the other first, or lift the restriction.")
    return PersonMerged.merge(person=keep, other=other, why=why, by=by)


@transaction.atomic
def take_back_merge(merged: PersonMerged, *, why, by) -> None:
    """They are two people after all. Undo: merge again. Refused once an arrangement came of what was moved."""
    merged.person.lock()
    if merged.person.merged_into_id:
        raise WrongState(f"{merged.person.reference} was merged itself since: take that back first.")
    if Arrangement.objects.filter(match__referral__in=merged.moved).exists():
        raise WrongState("An arrangement has come of a referral that was moved: it cannot be told apart any more.")
    merged.take_back(why=why, by=by)
