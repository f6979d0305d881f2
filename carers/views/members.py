"""Acts on the members of a household."""

from django.contrib import messages
from django.shortcuts import redirect

from carers.forms.members import EditMemberForm, MemberForm
from carers.models import Member
from carers.views.rows import open_household, open_row, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import sent
from schemes.edits import save_plain_edit
from schemes.once import first_time


@allow("households.edit")
def add_member(request, pk):
    """Add somebody to a household."""
    household = open_household(request, pk)
    form = MemberForm(sent(request), initial={"joined_on": clock.today()})
    if form.is_valid():
        if first_time(request, form):
            member = Member.add(scheme=household.scheme, household=household, by=request.actor, **form.cleaned_data)
            messages.success(request, f"{member.called} added to {household.name}.")
        return redirect(household)
    return show_act(request, "carers/members/add_member.html", household, form)


@allow("households.edit")
def edit_member(request, pk):
    """Change what is known about a member, or write down that they left."""
    member = open_row(request, Member, pk)
    form = EditMemberForm(sent(request), initial={name: getattr(member, name) for name in EditMemberForm.base_fields})
    if save_plain_edit(request, member, form):
        return redirect(member.household)
    return show_act(request, "carers/members/edit_member.html", member.household, form)
