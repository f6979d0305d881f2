"""Everyone in a household's home on a day, guests and day visitors too, with what is recorded about who pays."""

from dataclasses import dataclass
from datetime import date

from arrangements.models import Arrangement, HomeDecision, Stay
from carers.models import Household, HouseMove
from referrals.models import Person, Referral

DAY = Stay.Kind.DAY


@dataclass(frozen=True)
class InTheHome:
    """One person in the home, or a guest without a name; `key` says who in an address."""

    key: str
    who: str
    how: str
    person: Person | None = None
    stay: Stay | None = None
    arrangement: Arrangement | None = None
    paid_by: str = ""
    referrer_email: str = ""


def home_on(household: Household, on: date):
    """The home the household lived in on a day: the one it left next, or the one it has."""
    next_move = (
        HouseMove.objects.filter(household=household, moved_on__gt=on)
        .select_related("from_home")
        .order_by("moved_on", "pk")
        .first()
    )
    return next_move.from_home if next_move else household.home


def in_the_home(household: Household, on: date, *, everyone_supported: bool = False) -> list[InTheHome]:
    """Everyone with a place in the home on a day; `everyone_supported`: those too who come on other days."""
    home = home_on(household, on)
    stays = Stay.objects.on_day(on).filter(home=home).select_related("person__folder", "arrangement__folder")
    found = {}
    for stay in stays.order_by("from_on", "pk"):
        key = f"person-{stay.person_id}" if stay.person_id else f"stay-{stay.pk}"
        since = f"since {stay.from_on:%-d %B %Y}"
        if stay.person is None:
            found[key] = InTheHome(key, "A guest of another scheme", since, stay=stay)
        elif key not in found:
            how = f"{stay.get_kind_display()}, {since}"
            found[key] = InTheHome(key, stay.person.called, how, stay.person, stay, stay.arrangement)
    if everyone_supported:
        running = Arrangement.objects.filter(household=household).running().select_related("person__folder", "folder")
        for row in running.order_by("starts_on", "pk"):
            key = f"person-{row.person_id}"
            if key not in found:
                how = f"{row.get_type_display()}, not here today"
                found[key] = InTheHome(key, row.person.called, how, row.person, None, row)
    return _with_payers(found.values())


def _with_payers(people) -> list[InTheHome]:
    """Each with what the newest referral says about paying. Who pays has no field of its own yet, so it says that."""
    people = list(people)
    newest = {}
    for referral in Referral.objects.filter(person__in=[p.person for p in people if p.person]).order_by("pk"):
        newest[referral.person_id] = referral
    return [_with_payer(one, newest.get(one.person.pk) if one.person else None) for one in people]


def _with_payer(one: InTheHome, referral: Referral | None) -> InTheHome:
    if one.person is None:
        paid_by = "Another scheme. Ask them who pays."
    elif referral is None:
        paid_by = "Who pays is not recorded. Ask."
    elif referral.funding == Referral.Funding.OWN_MONEY:
        paid_by = "Own money or direct payment. Ask who else has to know."
    else:
        who = referral.referrer_team or referral.referrer_name
        paid_by = (
            f"Who pays is not recorded. Referred by {who}; funding: {referral.get_funding_display().lower()}. Ask."
        )
    email = referral.referrer_email if referral else ""
    return InTheHome(
        one.key, one.who, one.how, one.person, one.stay, one.arrangement, paid_by=paid_by, referrer_email=email
    )


def decision_key(decision: HomeDecision) -> str:
    """Whom a decision is about, as `InTheHome.key` says it."""
    return f"person-{decision.person_id}" if decision.person_id else f"stay-{decision.stay_id}"
