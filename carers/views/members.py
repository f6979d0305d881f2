"""Acts on the members of a household."""

from django.contrib import messages
from django.shortcuts import redirect

from carers.forms.members import EditMemberForm, LeaveHouseholdForm, MemberForm
from carers.models import CheckRules, Member, terms_on
from carers.views.rows import open_household, open_row, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.edits import save_plain_edit
from schemes.models import Policies
from schemes.once import first_time
from schemes.vocabulary import CHECKS_ON_A_MEMBER, check_label


@allow("households.edit")
def add_member(request, pk):
    """Add somebody to a household; the page says what is asked of each role."""
    household, today = open_household(request, pk), clock.today()
    form = MemberForm(sent(request), initial={"joined_on": today})
    asked = _asked_of(household, today)
    if form.is_valid():
        if first_time(request, form):
            member = Member.add(scheme=household.scheme, household=household, by=request.actor, **form.cleaned_data)
            messages.success(request, f"{member.called} added to {household.name}.")
            if needs := dict(asked)[member.get_role_display()]:
                messages.info(request, f"To record for {member.called}: {', '.join(needs)}.")
            if member.role == Member.Role.CARER and household.status in household.STANDING:
                messages.info(request, f"{member.called} is no approved carer yet: ask panel for changed terms.")
        return redirect(household)
    return show_act(request, "carers/members/add_member.html", household, form, asked=asked)


def _asked_of(household, today) -> list[tuple[str, list[str]]]:
    """What the scheme asks of each role, in words: (role, checks)."""
    scheme = household.scheme
    rules = CheckRules([scheme], Policies([scheme])).all_asked(scheme.pk, today)
    now = terms_on(household.terms.standing(), today)
    types = now.types if now else ()
    return [
        (
            str(role.label),
            [
                check_label(kind, scheme.nation)
                for kind, asked in rules.items()
                if kind in CHECKS_ON_A_MEMBER and asked.is_asked_of(role, types)
            ],
        )
        for role in Member.Role
    ]


@allow("households.edit")
def leave_household(request, pk):
    """Write down that a member is no longer part of the household; their checks and history stay."""
    member = open_row(request, Member, pk)
    household = member.household
    form = LeaveHouseholdForm(sent(request), initial={"left_on": clock.today()}, member=member)

    def act():
        member.leave(by=request.actor, **form.cleaned_data)
        messages.success(request, f"{member.called} left {household.name}. What was recorded about them stays.")
        left = [row for row in household.members_on(member.left_on) if row.role == Member.Role.CARER]
        if member.role == Member.Role.CARER and household.status in household.STANDING:
            messages.info(
                request,
                f"The terms were for {member.called} too: ask panel for changed terms."
                if left
                else "No carer is part of this household now. Give notice, or end approval. Nobody’s home ends by it.",
            )

    if attempt(request, form, act):
        return redirect(household)
    return show_act(request, "carers/members/leave_household.html", household, form, member=member)


@allow("households.edit")
def edit_member(request, pk):
    """Change what is known about a member, or write down that they left."""
    member = open_row(request, Member, pk)
    form = EditMemberForm(sent(request), initial={name: getattr(member, name) for name in EditMemberForm.base_fields})
    if save_plain_edit(request, member, form):
        return redirect(member.household)
    return show_act(request, "carers/members/edit_member.html", member.household, form)
