"""References: the referee's own page behind their link, and what officers do to get them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from carers import letters, references
from carers.forms.referees import (
    AskRefereeForm,
    CorrectReferenceForm,
    EditRefereeForm,
    GiveReferenceForm,
    GiveUpRefereeForm,
    RecordReferenceForm,
    RefereeForm,
    RemindRefereeForm,
)
from carers.links import REFEREE, referee_behind
from carers.models import Application, Referee, Reference
from schemes import clock, doors
from schemes.access import allow, open_record, public, write_opening
from schemes.attempts import attempt, sent
from schemes.doors import behind_link
from schemes.edits import save_plain_edit

FIELDS = ("full_name", "kind", "relation", "email", "phone")


@public
@doors.not_kept
def referee_start(request, secret):
    """Where a referee's link leads: a code first."""
    return doors.start(request, secret, REFEREE)


@behind_link(REFEREE)
def give_reference(request):
    """The questions to a referee, sent once; afterwards a thank-you, and never what they wrote."""
    referee = referee_behind(request.link)
    application = referee.application
    write_opening(request, application, by=request.holder)
    given = referee.references.standing().first()
    form = GiveReferenceForm(sent(request) if given is None else None)

    def give():
        answers = form.answers()
        referee.give_reference(
            answers=answers, has_worries=references.has_worries(answers), on=clock.today(), by=request.holder
        )

    if attempt(request, form, give):
        return redirect("give-reference", request.link.pk)
    page = {
        "application": application,
        "scheme": application.scheme,
        "link": request.link,
        "form": form,
        "given": given,
    }
    return render(request, "carers/referees/give_reference.html", page | {"referee": referee})


# --- officers ---------------------------------------------------------------------------------------------------


def _open_referee(request, pk) -> Referee:
    rows = Referee.objects.visible_to(request.actor)
    referee = get_object_or_404(
        rows.select_related("application__folder", "application__scheme", "scheme", "link"), pk=pk
    )
    write_opening(request, referee.application)
    return referee


def _show(request, template, referee, form, **more):
    application = referee.application
    page = {"application": application, "referee": referee, "form": form, "cancel_url": application.get_absolute_url()}
    return render(request, template, page | more)


@allow("applications.act")
def add_referee(request, pk):
    """Somebody to ask for a reference, beside those the applicants named."""
    application = open_record(request, Application.objects.select_related("folder", "scheme"), pk=pk)
    form = RefereeForm(sent(request))

    def add():
        Referee.add(scheme=application.scheme, application=application, by=request.actor, **form.cleaned_data)
        messages.success(request, f"{form.cleaned_data['full_name']} added. Next: ask for the reference.")

    if attempt(request, form, add):
        return redirect(application)
    page = {"application": application, "form": form, "cancel_url": application.get_absolute_url()}
    return render(request, "carers/referees/add_referee.html", page)


@allow("applications.act")
def edit_referee(request, pk):
    """Put right how a referee is called and reached. A link sent to another address goes out anew when asked again."""
    referee = _open_referee(request, pk)
    form = EditRefereeForm(sent(request), initial={name: getattr(referee, name) for name in FIELDS})
    if save_plain_edit(request, referee, form):
        return redirect(referee.application)
    return _show(request, "carers/referees/edit_referee.html", referee, form)


def _no_address(form, referee) -> None:
    if form.is_bound and not referee.email:
        form.add_error(None, f"{referee} has no email address. Add one, or ring and record what they say.")


@allow("applications.act")
def ask_referee(request, pk):
    """Send the request for a reference, read beforehand."""
    referee = _open_referee(request, pk)
    form = AskRefereeForm(sent(request))
    _no_address(form, referee)

    def ask():
        secret = referee.ask(door=REFEREE, on=clock.today(), at=clock.now(), by=request.actor)
        letters.ask_referee(referee, secret, by=request.actor)
        messages.success(request, f"The request is on its way to {referee.email}.")

    if attempt(request, form, ask):
        return redirect(referee.application)
    preview = letters.preview(referee.application, "ask_referee", REFEREE)
    return _show(request, "carers/referees/ask_referee.html", referee, form, preview=preview)


@allow("applications.act")
def remind_referee(request, pk):
    """Ask once more."""
    referee = _open_referee(request, pk)
    form = RemindRefereeForm(sent(request))
    _no_address(form, referee)
    if form.is_bound and referee.asked_on is None:
        form.add_error(None, f"{referee} has not been asked yet. Ask first.")

    def remind():
        secret = referee.remind(door=REFEREE, on=clock.today(), at=clock.now(), by=request.actor)
        letters.remind_referee(referee, secret, by=request.actor)
        messages.success(request, f"The reminder is on its way to {referee.email}.")

    if attempt(request, form, remind):
        return redirect(referee.application)
    preview = letters.preview(referee.application, "remind_referee", REFEREE)
    return _show(request, "carers/referees/remind_referee.html", referee, form, preview=preview)


@allow("applications.act")
def give_up_referee(request, pk):
    """This reference is not needed any more; the link closes."""
    referee = _open_referee(request, pk)
    form = GiveUpRefereeForm(sent(request))
    if attempt(request, form, lambda: referee.give_up(**form.cleaned_data, at=clock.now(), by=request.actor)):
        messages.success(request, f"A reference of {referee} is not waited for any more.")
        return redirect(referee.application)
    return _show(request, "carers/referees/give_up_referee.html", referee, form)


@allow("applications.act")
def record_reference(request, pk):
    """Write down a reference that was given on the phone or in a letter."""
    referee = _open_referee(request, pk)
    form = RecordReferenceForm(sent(request), initial={"happened_on": clock.today()})

    def record():
        answers = form.answers()
        referee.give_reference(
            answers=answers,
            has_worries=references.has_worries(answers),
            on=form.cleaned_data["happened_on"],
            by=request.actor,
        )
        messages.success(request, f"The reference of {referee} is recorded.")

    if attempt(request, form, record):
        return redirect(referee.application)
    return _show(request, "carers/referees/record_reference.html", referee, form)


def _open_reference(request, pk) -> Reference:
    rows = Reference.objects.visible_to(request.actor)
    reference = get_object_or_404(
        rows.select_related("application__folder", "application__scheme", "referee", "recorded_by__link"), pk=pk
    )
    write_opening(request, reference.application)
    return reference


@allow("applications.see")
def reference(request, pk):
    """One reference, for officers and managers."""
    reference = _open_reference(request, pk)
    return render(
        request,
        "carers/referees/reference.html",
        {
            "reference": reference,
            "referee": reference.referee,
            "application": reference.application,
            "rows": references.in_words(reference.answers),
            "cancel_url": reference.application.get_absolute_url(),
        },
    )


@allow("applications.act")
def correct_reference(request, pk):
    """Put a reference right that was typed wrongly, saying why; what stood before stays readable."""
    reference = _open_reference(request, pk)
    form = CorrectReferenceForm(sent(request), initial=reference.answers | {"happened_on": reference.happened_on})

    def correct():
        answers = form.answers()
        reference.correct(
            answers=answers,
            has_worries=references.has_worries(answers),
            happened_on=form.cleaned_data["happened_on"],
            why=form.cleaned_data["why"],
            by=request.actor,
        )
        messages.success(request, "Reference corrected.")

    if attempt(request, form, correct):
        return redirect(reference.application)
    return _show(request, "carers/referees/correct_reference.html", reference.referee, form)
