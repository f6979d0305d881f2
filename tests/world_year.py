"""What follows approval, for the world the tests ask about: an agreement, a review, a visit, something asked for."""

from datetime import timedelta

from arrangements.models import NamedApproval
from carers.models import CarerReview, HouseholdVisit, RequiredAction, sign_agreement


def after_approval(household, person, said, today, by) -> dict:
    """One of each record of the year after approval, every free text marked."""
    agreement = sign_agreement(
        household=household, happened_on=today, signed_by=said("Joy"), signed_for_us_by=said("Priya"),
        form=said("April"), by=by,
    )  # fmt: skip
    review = CarerReview.record_carer_review(
        household=household, happened_on=today, carers_words=said("Short breaks"), who_took_part=said("Joy"),
        summary=said("Good"), outcome="go_on", by=by,
    )  # fmt: skip
    visit = HouseholdVisit.record_household_visit(
        household=household, happened_on=today, is_announced=False, carers_words=said("Hello"), summary=said("Warm"),
        to_do=said("Boiler"), by=by,
    )  # fmt: skip
    asked = RequiredAction.add_required_action(
        household=household, what=said("Ramp"), due_on=today + timedelta(days=60), by=by
    )
    named = NamedApproval.name_person(household=household, person=person, happened_on=today, by=by)
    return {"named": named, "agreement": agreement, "carer_review": review, "household_visit": visit, "asked": asked}


def _of(name):
    return lambda world, actor: [getattr(world, name).pk]


# What stands between the slashes of each address, and which of them only managers open.
OF_HOUSEHOLD = """sign-agreement add-required-action record-carer-review record-household-visit split-household
name-person
step-back-household come-back-household give-notice call-off-notice end-approval"""
ARGUMENTS = {
    **dict.fromkeys([*OF_HOUSEHOLD.split(), "deregister-household"], _of("household")),
    "correct-agreement": _of("agreement"),
    "take-back-named-person": _of("named"),
    "correct-carer-review": _of("carer_review"),
    "correct-household-visit": _of("household_visit"),
    "finish-required-action": _of("asked"),
    "call-off-required-action": _of("asked"),
    "leave-household": _of("member"),
}
