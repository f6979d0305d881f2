"""Who pays for a person, who is host to them, and how far the money is."""

from referrals.forms.funding import AuthorityForm, CorrectAuthorityForm, CorrectFundingForm, FundingForm
from referrals.models import FundingState, PersonAuthority
from referrals.views.about_person import Noun, correct_one, corrected, put_down, show_part, told
from referrals.views.acts import open_person
from schemes import clock
from schemes.access import allow
from schemes.changes import changes_of

PART = "money-of-person"
AUTHORITY = Noun(PersonAuthority, PART, "Which authority is it?", "Correct an authority", "Authority saved.")
MONEY = Noun(FundingState, PART, "How far is the money?", "Correct what is written about money", "Money saved.")


@allow("people.see")
def money_of_person(request, pk):
    """Both authorities, the money now, and what was so before."""
    person = open_person(request, pk)
    today = clock.today()
    held = PersonAuthority.holding(person, today)
    authorities = told(person.every(PersonAuthority, request.actor)).select_related("authority")
    funding = list(told(person.every(FundingState, request.actor)))
    return show_part(
        request,
        PART,
        person,
        now=[(label, held.get(role)) for role, label in PersonAuthority.Role.choices],
        earlier=[row for row in authorities if row.pk not in {one.pk for one in held.values()}],
        money=funding[0] if funding else None,
        money_before=funding[1:],
        changes=changes_of(
            *corrected(person.every(PersonAuthority, request.actor), person.every(FundingState, request.actor))
        ),
    )


@allow("people.edit")
def record_authority(request, pk):
    """Say which authority pays, or is host, from a day on."""
    return put_down(
        request, pk, AUTHORITY, AuthorityForm, PersonAuthority.record_authority,
        initial={"role": request.GET.get("role", "")}, scheme=request.actor.scheme,
    )  # fmt: skip


@allow("people.edit")
def correct_authority(request, pk):
    """Put right which authority it was, or since when."""
    return correct_one(request, pk, AUTHORITY, CorrectAuthorityForm, scheme=request.actor.scheme)


@allow("people.edit")
def record_funding(request, pk):
    """Write down how far the money is."""
    return put_down(request, pk, MONEY, FundingForm, FundingState.record_funding)


@allow("people.edit")
def correct_funding(request, pk):
    """Put right what was written about the money."""
    return correct_one(request, pk, MONEY, CorrectFundingForm)
