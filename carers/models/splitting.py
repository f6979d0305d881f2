"""A household that becomes two: some go on by themselves and apply, with the checks they have."""

from django.db import transaction

from carers.models.applications import Application
from carers.models.checks import CheckResult
from carers.models.homes import Home
from carers.models.households import Household
from carers.models.members import Member
from schemes import clock
from schemes.models import WrongState

KEPT_OF_A_MEMBER = ("full_name", "preferred_name", "role", "gender", "date_of_birth", "phone", "email")
KEPT_OF_A_CHECK = (
    "kind", "result", "happened_on", "expires_on", "note", "evidence", "seen_by", "document",
)  # fmt: skip


@transaction.atomic
def split_household(*, household, members, name, on, why, by, home=None) -> Application:
    """Some members go on as a household of their own, which applies for its own approval. Undo: close its application.

    Those who go leave this household on that day and keep their checks, each as a record that names where it came
    from. `home` are the fields of their new home; without them they stay at the same address. This household keeps
    its history, its approval and its terms; nobody who lives with them moves by this.
    """
    household.lock()
    if household.status in (Household.Status.ENDED, Household.Status.NOT_GOING_ON):
        raise WrongState(f"{household} is now “{household.get_status_display().lower()}”: it cannot be split.")
    if all(row in members for row in household.members_on(on)):
        raise WrongState("Everybody would go. Write it down as moving house instead.")
    first = next((row for row in members if row.role == Member.Role.CARER), None)
    if first is None:
        raise WrongState("Nobody who goes is a carer. Write down that each of them leaves instead.")
    new = Household.begin(
        scheme=household.scheme, name=name, officer=household.officer, came_from=household, joined_on=on,
        home=Home.add(scheme=household.scheme, by=by, **home) if home else household.home, by=by, why=why,
    )  # fmt: skip
    for row in members:
        row.leave(left_on=on, why=why, by=by)
        again = Member.add(
            scheme=household.scheme, household=new, formerly=row, joined_on=on, by=by, why=why,
            **{field: getattr(row, field) for field in KEPT_OF_A_MEMBER},
        )  # fmt: skip
        _carry(CheckResult.objects.filter(household=household, member=row), new, again, by=by)
    if home is None:
        _carry(CheckResult.objects.filter(household=household, member__isnull=True), new, None, by=by)
    application = Application.enquire(
        scheme=household.scheme, household=new, officer=household.officer, name=name, full_name=first.full_name,
        email=first.email, phone=first.phone, postcode=new.home.postcode, on=clock.today(),
        source_detail=f"Was part of {household.reference}"[:160], by=by,
    )  # fmt: skip
    application.begin_application(members=[], home={}, by=by, why=why)
    if household.folder.is_restricted:
        for folder in (new.folder, application.folder):
            folder.restrict(why=f"As {household.reference} is", by=by)
    return application


def _carry(checks, household, member, *, by) -> None:
    """The newest standing results as records of another household, each naming the one it was carried from."""
    for check in checks.latest():
        CheckResult.put_down(
            scheme=household.scheme, household=household, member=member, carried_from=check, by=by,
            **{field: getattr(check, field) for field in KEPT_OF_A_CHECK},
        )  # fmt: skip
