"""Acts on checks and training."""

from django.contrib import messages
from django.shortcuts import redirect

from carers.forms.checks import CheckForm, CorrectCheckForm, as_typed
from carers.forms.choices import check_key
from carers.models import Application, CheckResult, CheckRules, Household
from carers.views.rows import open_household, open_row, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.models import Document, Policies


def still_here(household, today) -> list:
    """Members who have not left by a day."""
    return [m for m in household.members.all() if m.left_on is None or m.left_on > today]


def rules_of(scheme) -> CheckRules:
    """How this scheme asks for checks."""
    return CheckRules([scheme], Policies([scheme]))


def _came_from(request, household):
    """Where checks are worked through: the application while they apply, the household afterwards."""
    if household.status != Household.Status.APPLYING or not request.actor.may("applications.see"):
        return household
    rows = Application.objects.visible_to(request.actor).filter(household=household).open()
    return rows.order_by("-pk").first() or household


@allow("households.edit")
def record_check(request, pk):
    """Write down what a check found and until when it holds. `?kind=` and `?member=` choose what was checked."""
    household, today = open_household(request, pk), clock.today()
    came_from = _came_from(request, household)
    form = CheckForm(
        sent(request),
        request.FILES or None,
        initial={
            "what": check_key(request.GET.get("kind", ""), request.GET.get("member")),
            "happened_on": today,
            "seen_by": request.actor.name,
        },
        members=still_here(household, today),
        rules=rules_of(household.scheme),
        scheme=household.scheme,
        today=today,
    )

    def record():
        told = form.cleaned_data
        copy = _kept(told.pop("document"), household, told, request.actor)
        check = CheckResult.record_check(household=household, by=request.actor, document=copy, **told)
        messages.success(request, f"{check} recorded: {_until(check)}.")

    if attempt(request, form, record):
        return redirect(came_from)
    page = {"cancel_url": came_from.get_absolute_url()}
    return show_act(request, "carers/checks/record_check.html", household, form, **page)


@allow("households.edit")
def correct_check(request, pk):
    """Put a check right that was written down wrongly, saying why. A copy kept before stays unless another comes."""
    check, today = open_row(request, CheckResult, pk), clock.today()
    household = check.household
    form = CorrectCheckForm(
        sent(request),
        request.FILES or None,
        initial=as_typed(check),
        members=list(household.members.all()),
        rules=rules_of(household.scheme),
        scheme=household.scheme,
        today=today,
    )

    def correct():
        told = form.cleaned_data
        copy = _kept(told.pop("document"), household, told, request.actor)
        corrected = check.correct(**told, document=copy or check.document, by=request.actor)
        messages.success(request, f"{corrected} corrected: {_until(corrected)}.")

    if attempt(request, form, correct):
        return redirect(household)
    return show_act(request, "carers/checks/correct_check.html", household, form, check=check)


def _kept(accepted, household, told, actor) -> Document | None:
    """The uploaded copy as a document of the household, if there is one."""
    if accepted is None:
        return None
    return Document.keep_file(
        folder=household.folder,
        name=accepted.name,
        media_type=accepted.media_type,
        content=accepted.content,
        pages=accepted.pages,
        kind=Document.Kind.EVIDENCE,
        happened_on=told["happened_on"],
        by=actor,
    )


def _until(check) -> str:
    return f"runs out on {check.expires_on:%-d %B %Y}" if check.expires_on else "no end set"
