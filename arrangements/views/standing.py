"""Acts on where a household stands. Each page lists who lives there: nobody's home ends by any of them."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect

from arrangements.models import Allegation
from arrangements.who_lives_here import who_lives_here
from carers.forms.splitting import SplitHouseholdForm
from carers.forms.standing import (
    CallOffNoticeForm,
    ComeBackForm,
    DeregisterForm,
    EndApprovalForm,
    NoticeForm,
    StepBackForm,
)
from carers.models import Household, Leaving, PanelItem, PanelOutcome, standing
from carers.models import split_household as split
from carers.views.rows import open_household, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.models import Policies, WrongState


@allow("households.edit")
def step_back_household(request, pk):
    """The household takes nobody new for a while."""
    household = open_household(request, pk)
    form = StepBackForm(sent(request), initial={"from_on": clock.today()})

    def act():
        standing.step_back(household, by=request.actor, **form.cleaned_data)
        messages.success(request, f"{household.name} steps back. Nobody new is offered this home.")

    return _act(request, household, form, act, "arrangements/standing/step_back_household.html")


@allow("households.edit")
def come_back_household(request, pk):
    """A household that stepped back, or was suspended, may take people again. A suspension only a manager ends."""
    household, today = open_household(request, pk), clock.today()
    form = ComeBackForm(sent(request), initial={"on": today})

    def act():
        household.lock()  # nobody suspends it between this look and the act
        if household.status == Household.Status.SUSPENDED:
            if not request.actor.may("panel.decide"):
                raise WrongState("Here only a manager can do this. Ask yours.")
            if Allegation.objects.visible_to(request.actor).filter(household=household, status="open").exists():
                raise WrongState("An allegation is being looked into. Close it with what was found first.")
        standing.come_back(household, by=request.actor, **form.cleaned_data)
        messages.success(request, f"{household.name} is now “{household.get_status_display().lower()}”.")

    return _act(request, household, form, act, "arrangements/standing/come_back_household.html")


@allow("households.edit")
def give_notice(request, pk):
    """The household says that it retires or stops, and when."""
    household = open_household(request, pk)
    form = NoticeForm(sent(request), initial={"given_on": clock.today()})

    def act():
        notice = standing.give_notice(household, by=request.actor, **form.cleaned_data)
        messages.success(request, f"Notice written down: approval to end on {notice.ends_on:%-d %B %Y}.")

    return _act(request, household, form, act, "arrangements/standing/give_notice.html")


@allow("households.edit")
def call_off_notice(request, pk):
    """The household stays after all. What the scheme gave notice of, only a manager calls off."""
    household = open_household(request, pk)
    notice = _notice(household)
    form = CallOffNoticeForm(sent(request))

    def act():
        if notice and notice.kind == Leaving.Kind.DEREGISTERED and not request.actor.may("panel.decide"):
            raise WrongState("Only a manager can call off a de-registration. Ask yours.")
        standing.call_off_notice(household, by=request.actor, **form.cleaned_data)
        messages.success(request, f"Notice called off. {household.name} stays.")

    return _act(request, household, form, act, "arrangements/standing/call_off_notice.html", notice=notice)


@allow("panel.decide")
def deregister_household(request, pk):
    """The scheme gives notice that it ends an approval, with reasons and until when they may appeal."""
    household, today = open_household(request, pk), clock.today()
    policies = Policies([household.scheme])
    appeal_days, notice_days = (
        policies.value(household.scheme_id, key, today) for key in ("appeal_days", "deregister_notice_days")
    )
    decisions = (
        PanelOutcome.objects.visible_to(request.actor)
        .standing()
        .filter(
            item__household=household, item__kind=PanelItem.Kind.DEREGISTER, stage=PanelOutcome.Stage.DECISION,
            outcome__in=PanelOutcome.AGREES,
        )
        .select_related("item__meeting")
        .order_by("-happened_on", "-pk")
    )  # fmt: skip
    form = DeregisterForm(
        sent(request),
        initial={
            "given_on": today,
            "appeal_by_on": today + timedelta(days=appeal_days),
            "ends_on": today + timedelta(days=max(appeal_days, notice_days)),
            "outcome": decisions.first(),
        },
        decisions=decisions,
        appeal_days=appeal_days,
    )

    def act():
        notice = standing.give_notice(
            household, by=request.actor, kind=Leaving.Kind.DEREGISTERED, **form.cleaned_data
        )  # fmt: skip
        messages.success(request, f"Notice given. They may appeal until {notice.appeal_by_on:%-d %B %Y}.")

    return _act(request, household, form, act, "arrangements/standing/deregister_household.html")


@allow("households.edit")
def end_approval(request, pk):
    """Approval ends; the page lists who lives there, because nobody's home ends by it."""
    household = open_household(request, pk)
    notice = _notice(household)
    form = EndApprovalForm(sent(request), initial={"on": clock.today(), "why": notice.why if notice else ""})

    def act():
        standing.end_approval(household, by=request.actor, **form.cleaned_data)
        messages.success(request, "Approval has ended. Nobody’s home ended by it: talk to each person who lives there.")

    return _act(request, household, form, act, "arrangements/standing/end_approval.html", notice=notice)


@allow("households.edit")
def split_household(request, pk):
    """Some members go on as a household of their own, which applies for its own approval."""
    household, today = open_household(request, pk), clock.today()
    members = household.members_on(today)
    form = SplitHouseholdForm(sent(request), initial={"on": today}, members=members)
    done = []

    def act():
        done.append(split(household=household, by=request.actor, **form.split()))
        messages.success(request, f"{done[0].household.name} is a household of its own now, and applies.")

    if attempt(request, form, act):
        return redirect(done[0].household if done else household)
    page = {"living": who_lives_here(household, request.actor), "members": members}
    return show_act(request, "arrangements/standing/split_household.html", household, form, **page)


def _notice(household):
    """The notice that stands, whoever gave it."""
    return household.leavings.standing().first()


def _act(request, household, form, act, template, **more):
    if attempt(request, form, act):
        return redirect(household)
    return show_act(
        request, template, household, form, living=who_lives_here(household, request.actor), **more
    )  # fmt: skip
