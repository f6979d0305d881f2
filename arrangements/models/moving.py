"""Moving house: a household lives in another home from a day on, and those who go along keep their arrangements."""

from django.db import transaction

from arrangements.models.stays import NoPlace, Stay
from carers.models import Home, HouseMove
from schemes.models import Note, WrongState


def stays_that_may_move(household, on):
    """Places in the household's home that are held on a day or later, by whom it is the household's to take along.

    Whose arrangement is with another household of the same home is not; a guest is, if no other household lives there.
    """
    held = Stay.objects.counted().filter(home=household.home_id).exclude(until_on__lte=on)
    ours = held.filter(arrangement__household=household)
    if household.home.households.exclude(pk=household.pk).exists():
        return ours
    return ours | held.filter(arrangement__isnull=True)


@transaction.atomic
def move_house(*, household, home: dict, moved_on, going, why, by) -> HouseMove:
    """The household lives in another home from a day on; the places of those who go along go with it. Undo: move back.

    `home`: address, postcode and rooms; `going`: the stays that move. Whoever does not go keeps their place where it
    is, and a note says to talk with them. Raises `NoPlace` when the new home has no place on one of the days.
    """
    household.lock()
    last = household.house_moves.order_by("moved_on", "pk").last()
    if last and moved_on < last.moved_on:
        raise WrongState(f"They moved on {last.moved_on:%-d %B %Y} already; choose that day or a later one.")
    left = list(stays_that_may_move(household, moved_on).select_related("person__folder", "arrangement__folder"))
    there = Home.add(scheme=household.scheme, by=by, why="Moved house", **home)
    move = HouseMove.move_house(household=household, home=there, moved_on=moved_on, by=by, why=why)
    wanted = {stay.pk for stay in going}
    for stay in left:
        if stay.pk in wanted:
            try:
                stay.move_to(there, on=moved_on, by=by)
            except NoPlace as refusal:
                raise NoPlace(f"The new home does not hold everybody who is ticked. {refusal}") from refusal
    behind = [stay for stay in left if stay.pk not in wanted]
    if behind:
        # By reference: whoever may read the household may not know of everybody who lives with it.
        who = ", ".join(stay.arrangement.reference if stay.arrangement else "a guest" for stay in behind)
        Note.write(
            folder=household.folder,
            text=f"Moved house on {moved_on:%-d %B %Y}. Did not go along: {who}. Talk with each about what comes next.",
            happened_on=moved_on,
            by=by,
        )
    return move
