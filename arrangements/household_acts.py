"""What can be done with a household now: the few likeliest as buttons, all others in one list, grouped."""

from django.urls import NoReverseMatch, reverse

from carers.models import Household
from carers.year import HouseholdYear

STATUS = Household.Status


def likely_acts(household: Household, year: HouseholdYear) -> list[tuple[str, str]]:
    """(text, address) of what is done most on this page, the most pressing first."""
    return _addresses(
        household,
        [
            ("Sign agreement", "sign-agreement", year.to_sign is not None),
            ("Record a check", "record-check", True),
            ("Record a contact", "record-contact", True),
            ("Ask about the home", "record-facts", True),
            ("Add a note", "add-note", True),
        ],
    )


def more_acts(household: Household, year: HouseholdYear, actor) -> list[tuple[str, list[tuple[str, str]]]]:
    """(heading, [(text, address)]) of everything else that can be done with a household in this state."""
    at, stands = household.status, household.status in Household.STANDING
    is_manager = actor.may("panel.decide")
    paused = at in (STATUS.STEPPED_BACK, STATUS.SUSPENDED)
    groups = [
        (
            "The year",
            [
                ("Record the household’s review", "record-carer-review", stands),
                ("Record a visit to the household", "record-household-visit", True),
                ("Ask for something by a day", "add-required-action", stands),
                ("Record days away", "record-away", True),
                ("Record a planned change", "record-planned-change", True),
            ],
        ),
        (
            "Approval",
            [
                ("Ask panel for other terms", "add-panel-item?terms", stands),
                ("Set terms without asking panel", "set-terms", stands),
                ("Renew the agreement", "sign-agreement", stands and year.to_sign is None),
                ("Name a person they are approved for", "name-person", stands),
            ],
        ),
        (
            "Who and where",
            [
                ("Add member", "add-member", True),
                ("Record who helps them begin", "record-mentoring", actor.may("growth.edit")),
                ("Split household", "split-household", at not in (STATUS.ENDED, STATUS.NOT_GOING_ON)),
                ("Move house", "move-house", True),
                ("Edit household", "edit-household", True),
                ("Edit home", "edit-home", True),
                ("Hand over to another officer", "hand-household", True),
            ],
        ),
        (
            "Pausing and leaving",
            [
                ("Step back for a while", "step-back-household", at == STATUS.APPROVED),
                ("Come back", "come-back-household", at == STATUS.STEPPED_BACK or (paused and is_manager)),
                ("Give notice", "give-notice", stands and year.notice is None),
                ("Call off notice", "call-off-notice", stands and year.notice is not None),
                ("Record an allegation", "record-allegation", stands and actor.may("allegations.see")),
                ("De-register household", "deregister-household", stands and year.notice is None and is_manager),
                ("End approval", "end-approval", stands),
            ],
        ),
    ]
    return [(heading, acts) for heading, offered in groups if (acts := _addresses(household, offered))]


def _addresses(household: Household, offered) -> list[tuple[str, str]]:
    addresses = [(text, _address(household, name)) for text, name, is_offered in offered if is_offered]
    return [(text, url) for text, url in addresses if url]


def _address(household: Household, name: str) -> str | None:
    """Where an act is done, or None while it is not there."""
    name, _, kind = name.partition("?")
    try:
        if kind:
            return f"{reverse(name)}?kind={kind}&household={household.pk}"
        folder_acts = ("record-contact", "add-note")
        return reverse(name, args=[household.folder_id if name in folder_acts else household.pk])
    except NoReverseMatch:
        return None
