"""Naming the people a household is approved for, and taking a name back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from arrangements.forms.named import NamePersonForm, TakeBackNamedPersonForm
from arrangements.models import NamedApproval
from carers.views.rows import open_household, show_act
from referrals.models import Person
from schemes import clock
from schemes.access import allow, write_opening
from schemes.attempts import attempt, sent


@allow("households.edit")
def name_person(request, pk):
    """A household whose terms are for named people only is approved for this person too."""
    household = open_household(request, pk)
    named = household.named_approvals.named().values("person")
    people = Person.objects.visible_to(request.actor).not_merged().exclude(pk__in=named).select_related("folder")
    form = NamePersonForm(
        sent(request), initial={"happened_on": clock.today()}, people=people.order_by("full_name", "pk")
    )  # fmt: skip

    def act():
        row = NamedApproval.name_person(household=household, by=request.actor, **form.cleaned_data)
        messages.success(request, f"{household.name} is approved for {row.person.called}.")

    if attempt(request, form, act):
        return redirect(household)
    return show_act(request, "arrangements/named/name_person.html", household, form)


@allow("households.edit")
def take_back_named_person(request, pk):
    """A household is not approved for this person any more; what is running goes on."""
    rows = NamedApproval.objects.visible_to(request.actor).select_related("household__folder", "person")
    named = get_object_or_404(rows, pk=pk)
    household = named.household
    write_opening(request, household)
    form = TakeBackNamedPersonForm(sent(request))

    def act():
        named.take_back(by=request.actor, **form.cleaned_data)
        messages.success(request, f"{household.name} is not approved for {named.person.called} any more.")

    if attempt(request, form, act):
        return redirect(household)
    return show_act(request, "arrangements/named/take_back_named_person.html", household, form, named=named)
