"""Campaigns, what they cost, money given for growth, and carers who help others begin."""

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from carers.forms.growth import (
    CampaignForm,
    CorrectSpendForm,
    EndMentoringForm,
    GrowthProjectForm,
    MentoringForm,
    SpendForm,
)
from carers.models import Campaign, GrowthProject, Mentoring, Spend
from carers.recruitment_tables import NOT_RECORDED, pounds
from carers.views.rows import open_household, show_act
from schemes import clock
from schemes.access import allow, write_opening
from schemes.attempts import attempt, sent
from schemes.edits import save_plain_edit

CAMPAIGN = ("name", "from_on", "until_on", "project")
SPEND = ("happened_on", "pounds", "what", "campaign")
PROJECT = ("name", "funder", "pounds", "from_on", "until_on", "promised_households", "promised_people")


def _of(row, names) -> dict:
    return {name: getattr(row, name) for name in names}


def _act(request, act, form, back, **more):
    """The page of one act about growth."""
    page = {"form": form, "cancel_url": reverse(back), "growth_project": more.get("project")}
    return render(request, f"carers/growth/{act}.html", page | more)


@allow("applications.see")
def campaigns(request):
    """What brought people, and what was spent on it."""
    actor = request.actor
    standing = Q(spends__replaced_by__isnull=True)
    rows = (
        Campaign.objects.visible_to(actor)
        .select_related("project")
        .annotate(spent=Sum("spends__pounds", filter=standing))
    )
    came = dict(rows.order_by().values_list("pk").annotate(Count("applications", distinct=True)))
    spends = Spend.objects.visible_to(actor).standing().select_related("campaign").order_by("-happened_on", "-pk")
    listed = [
        {
            "campaign": row,
            "came": came[row.pk],
            "spent": pounds(row.spent) if row.spent is not None else NOT_RECORDED,
            "is_over": row.until_on is not None and row.until_on < clock.today(),
        }
        for row in rows
    ]
    page = {"campaigns": listed, "spends": spends[:100], "may_edit": actor.may("growth.edit")}
    return render(request, "carers/growth/campaigns.html", page)


@allow("growth.edit")
def add_campaign(request):
    """Name what is meant to bring people; the public form asks about it while it runs."""
    scheme = request.actor.scheme
    form = CampaignForm(sent(request), scheme=scheme, initial={"from_on": clock.today()})
    if attempt(request, form, lambda: Campaign.add_campaign(scheme=scheme, by=request.actor, **form.cleaned_data)):
        messages.success(request, "Campaign added.")
        return redirect("campaigns")
    return _act(request, "add_campaign", form, "campaigns")


@allow("growth.edit")
def edit_campaign(request, pk):
    """Change a campaign, or say when it was over."""
    row = get_object_or_404(Campaign.objects.visible_to(request.actor), pk=pk)
    form = CampaignForm(sent(request), scheme=request.actor.scheme, but=pk, initial=_of(row, CAMPAIGN))
    if save_plain_edit(request, row, form):
        return redirect("campaigns")
    return _act(request, "edit_campaign", form, "campaigns")


@allow("growth.edit")
def record_spend(request):
    """Write down money that was spent on finding or approving carers."""
    scheme = request.actor.scheme
    form = SpendForm(sent(request), scheme=scheme, initial={"happened_on": clock.today()})
    if attempt(request, form, lambda: Spend.record_spend(scheme=scheme, by=request.actor, **form.cleaned_data)):
        messages.success(request, "Spend recorded.")
        return redirect("campaigns")
    return _act(request, "record_spend", form, "campaigns")


@allow("growth.edit")
def correct_spend(request, pk):
    """Put right what was written down as spent, saying why."""
    row = get_object_or_404(Spend.objects.visible_to(request.actor), pk=pk)
    form = CorrectSpendForm(sent(request), scheme=request.actor.scheme, initial=_of(row, SPEND))
    if attempt(request, form, lambda: row.correct(by=request.actor, **form.cleaned_data)):
        messages.success(request, "Spend corrected.")
        return redirect("campaigns")
    return _act(request, "correct_spend", form, "campaigns")


@allow("applications.see")
def growth_projects(request):
    """Money given for growth, and what was promised for it."""
    page = {
        "projects": GrowthProject.objects.visible_to(request.actor),
        "may_edit": request.actor.may("growth.edit"),
    }
    return render(request, "carers/growth/growth_projects.html", page)


@allow("growth.edit")
def add_growth_project(request):
    """Write down money given for growth, and what was promised for it."""
    scheme = request.actor.scheme
    form = GrowthProjectForm(sent(request), scheme=scheme, initial={"from_on": clock.today()})

    def add():
        GrowthProject.add_growth_project(scheme=scheme, by=request.actor, **form.cleaned_data)
        messages.success(request, "Growth project added.")

    if attempt(request, form, add):
        return redirect("growth-projects")
    return _act(request, "add_growth_project", form, "growth-projects")


@allow("growth.edit")
def edit_growth_project(request, pk):
    """Change what was given or promised."""
    row = get_object_or_404(GrowthProject.objects.visible_to(request.actor), pk=pk)
    form = GrowthProjectForm(sent(request), scheme=request.actor.scheme, but=pk, initial=_of(row, PROJECT))
    if save_plain_edit(request, row, form):
        return redirect(row)
    return _act(request, "edit_growth_project", form, "growth-projects")


@allow("growth.edit")
def record_mentoring(request, pk):
    """Write down which experienced household helps this one begin."""
    household, today = open_household(request, pk), clock.today()
    form = MentoringForm(sent(request), actor=request.actor, household=household, initial={"from_on": today})

    def record():
        row = Mentoring.record_mentoring(household=household, by=request.actor, **form.cleaned_data)
        messages.success(request, f"{row}.")

    if attempt(request, form, record):
        return redirect(household)
    return show_act(request, "carers/growth/record_mentoring.html", household, form)


@allow("growth.edit")
def end_mentoring(request, pk):
    """Say when the help was over."""
    rows = Mentoring.objects.visible_to(request.actor)
    row = get_object_or_404(rows.select_related("mentor", "household__folder", "household__scheme"), pk=pk)
    write_opening(request, row.household)
    form = EndMentoringForm(sent(request), began=row.from_on, initial={"until_on": clock.today()})
    if attempt(request, form, lambda: row.end_mentoring(by=request.actor, **form.cleaned_data)):
        messages.success(request, "Ended.")
        return redirect(row.household)
    return show_act(request, "carers/growth/end_mentoring.html", row.household, form, mentoring=row)
