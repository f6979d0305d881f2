"""One application: its page, and the acts that move it along."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from carers.alike import Told, alike
from carers.check_lists import before_panel
from carers.due_pipeline import answer_by
from carers.forms.applications import (
    BeginApplicationForm,
    CloseApplicationForm,
    HandApplicationForm,
    HoldApplicationForm,
    JoinApplicationForm,
    MoveApplicationForm,
    PutBackApplicationForm,
    ResumeApplicationForm,
    TakeStepForm,
)
from carers.joining import joined_with, may_be_joined, who_else_asked
from carers.links import applicant_part, referees_part
from carers.matrix import missing
from carers.models import Application, ClosingReason, Contact, Household, StageName
from carers.models.joining import join_application as join_two
from carers.panel_history import assessing, panel_of
from carers.pipeline import address_of, days_in_stage, next_step, tasks
from carers.pipeline_facts import gather
from schemes import clock
from schemes.access import allow, open_record
from schemes.attempts import attempt, sent
from schemes.changes import changes_of
from schemes.models import Note, Policies, WrongState

STATUS = Application.Status
WHO = ("recorded_by__staff__account", "recorded_by__link")
# Stages that are reached by doing what they stand for: the text of that act, and the name of its address.
REACHED_BY = {STATUS.SHARED: ("Share the report", "share-report"), STATUS.PANEL: ("Send to panel", "send-to-panel")}


def open_application(request, pk: int) -> Application:
    """An application this actor may see, or 404."""
    rows = Application.objects.with_labels()
    return open_record(
        request, rows.select_related("folder", "scheme", "officer__account", "household__folder", "campaign"), pk=pk
    )


def show_act(request, template, application, form, **more):
    """The page of one act on an application: their own words stand above the form."""
    page = {"application": application, "form": form, "cancel_url": application.get_absolute_url()}
    return render(request, template, page | more)


def acts_of(application) -> list[tuple[str, str]]:
    """What can be done with it now, the likeliest first: (text, address)."""
    at, is_open, may_go = application.status, application.is_open, application.may_go_to()
    begins = application.household_id is None and STATUS.APPLYING in Application.MOVES[at] and at != STATUS.ON_HOLD
    offered = [
        ("Take off hold", "resume-application", at == STATUS.ON_HOLD),
        ("Record a contact", "record-contact", is_open and at == STATUS.ENQUIRY),
        ("Invite them to apply", "begin-application", begins),
        *((text, name, stage in may_go) for stage, (text, name) in REACHED_BY.items()),
        ("Move it on", "move-application", bool(set(may_go) - set(REACHED_BY))),
        ("Record a contact", "record-contact", is_open and at != STATUS.ENQUIRY),
        ("Put on hold", "hold-application", is_open and at != STATUS.ON_HOLD),
        ("Join with another enquiry", "join-application", is_open),
        ("Close it", "close-application", is_open),
    ]
    return [
        (text, reverse(name, args=[application.folder_id if name == "record-contact" else application.pk]))
        for text, name, is_offered in offered
        if is_offered
    ]


def _kept(model, application, others, actor) -> list:
    """What was written down about an application and those joined with it (by folder), each saying about which."""
    rows = model.objects.visible_to(actor).standing().filter(folder__in=[application.folder_id, *others])
    rows = list(rows.select_related(*WHO).order_by("-happened_on", "-pk"))
    for row in rows:
        row.about = others.get(row.folder_id)
    return rows


def _checks(application, today) -> dict:
    """The checks before panel, folded away unless they are what is left to do now."""
    checks = before_panel(application, today)
    asked = sum(line.is_asked for group in checks for line in group.lines)
    left = len(missing(checks))
    is_now = application.status in (STATUS.ASSESSING, STATUS.SHARED)
    return {"checks": checks, "checks_asked": asked, "checks_left": left, "checks_are_open": bool(left) and is_now}


@allow("applications.see")
def application(request, pk):
    """One application: who they are in their own words, what is left before panel, what was said, what happens next."""
    application = open_application(request, pk)
    today, actor = clock.today(), request.actor
    facts = gather([application])[application.pk]
    step = next_step(application, facts)
    steps = StageName.steps_of(application.scheme_id).get(application.status, [])
    closing = application.closings.standing().select_related(*WHO).order_by("-pk").first()
    joined = joined_with(application, actor)
    others = {row.folder_id: row for row in joined}
    goes_on_in = None
    if application.joined_to_id:
        goes_on_in = Application.objects.visible_to(actor).filter(pk=application.joined_to_id).first()
    return render(
        request,
        "carers/applications/application.html",
        {
            "application": application,
            "today": today,
            "days": days_in_stage(application, today) if application.is_open else None,
            "step": step,
            "step_url": address_of(step, application, actor) if step else "",
            "answer_by": answer_by(application, Policies([application.scheme]))
            if application.status == STATUS.ENQUIRY and not facts.reached_on
            else None,
            "steps": steps,
            "tasks": tasks(application, facts) if application.is_open else [],
            "acts": acts_of(application),
            "put_back_step": application.last_step() if actor.may("cases.put_back") else None,
            "closing": closing if closing and not closing.is_taken_back else None,
            "joined": joined,
            "goes_on_in": goes_on_in,
            "alike": [one for one in alike(actor, Told.by(application), but=application) if one.row not in joined],
            "assessment": assessing(application, today),
            "panel": panel_of(application),
            "contacts": _kept(Contact, application, others, actor),
            "moves": application.folder.moves.standing().select_related(*WHO).order_by("-id"),
            "notes": _kept(Note, application, others, actor),
            "changes": changes_of(application, application.household),
            "applicant": applicant_part(application),
            "referees": referees_part(application),
            **_checks(application, today),
            "sees_openings": actor.may("openings.see"),
        },
    )


@allow("applications.act")
def move_application(request, pk):
    """Move it on to one of the stages that may follow."""
    application = open_application(request, pk)
    labels = application.labels()
    may_go = application.may_go_to()
    stages = [(stage, labels[stage]) for stage in may_go if stage not in REACHED_BY]
    form = MoveApplicationForm(sent(request), stages=stages, initial={"to": stages[0][0] if len(stages) == 1 else None})

    def move():
        if form.cleaned_data["to"] in REACHED_BY:
            text, _ = REACHED_BY[form.cleaned_data["to"]]
            raise WrongState(f"It goes there by “{text}”, so that nothing is left behind.")
        application.go_on(form.cleaned_data["to"], why=form.cleaned_data["why"], by=request.actor)

    if attempt(request, form, move):
        messages.success(request, f"Moved on: now “{application.get_status_display()}”.")
        return redirect(application)
    begins = application.household_id is None and STATUS.APPLYING in Application.MOVES[application.status]
    others = [
        (text, reverse(name, args=[application.pk])) for stage, (text, name) in REACHED_BY.items() if stage in may_go
    ]
    return show_act(
        request,
        "carers/applications/move_application.html",
        application,
        form,
        can_move=bool(stages),
        begins=begins,
        others=others,
    )


@allow("applications.act")
def take_step(request, pk):
    """Say which of the scheme's own steps of this stage it is at."""
    application = open_application(request, pk)
    steps = StageName.steps_of(application.scheme_id).get(application.status, [])
    form = TakeStepForm(sent(request), steps=steps, now=application.step, initial={"step": application.step})
    if attempt(request, form, lambda: application.take_step(form.cleaned_data["step"], by=request.actor)):
        messages.success(request, f"Step: {application.step or 'none yet'}.")
        return redirect(application)
    return show_act(request, "carers/applications/take_step.html", application, form, steps=steps)


def _known_households(application, actor) -> list[tuple[Household, str]]:
    """Households that may be theirs: they came back, or somebody else of the same home asked before."""
    known = {}
    for one in alike(actor, Told.by(application), but=application):
        household = one.row if isinstance(one.row, Household) else one.row.household
        if household is not None:
            known.setdefault(household.pk, (household, one.why))
    return list(known.values())


@allow("applications.act")
def begin_application(request, pk):
    """They apply: who together, and the home; or the household that was here before."""
    application = open_application(request, pk)
    if application.household_id is not None:
        messages.info(request, f"{application.household.name} has begun already.")
        return redirect(application)
    asked_too = who_else_asked(application, joined_with(application, request.actor))
    known = _known_households(application, request.actor)
    form = BeginApplicationForm(sent(request), application=application, known=known, asked_too=asked_too)

    def begin():
        application.begin_application(**form.beginning(), by=request.actor)

    if attempt(request, form, begin):
        messages.success(request, f"{application.household.name} applies now, as {application.household.reference}.")
        return redirect(application)
    return show_act(request, "carers/applications/begin_application.html", application, form, asked_too=asked_too)


@allow("applications.act")
def hold_application(request, pk):
    """Put it on hold, with a reason and a day to look again."""
    application = open_application(request, pk)
    form = HoldApplicationForm(sent(request))
    if attempt(request, form, lambda: application.hold(**form.cleaned_data, by=request.actor)):
        messages.success(request, "Put on hold. It comes back to Today on that day.")
        return redirect(application)
    return show_act(request, "carers/applications/hold_application.html", application, form)


@allow("applications.act")
def resume_application(request, pk):
    """Go on where it stood before it was put on hold."""
    application = open_application(request, pk)
    form = ResumeApplicationForm(sent(request))
    if attempt(request, form, lambda: application.resume(**form.cleaned_data, by=request.actor)):
        messages.success(request, f"Taken off hold: now “{application.get_status_display()}”.")
        return redirect(application)
    return show_act(request, "carers/applications/resume_application.html", application, form)


@allow("applications.act")
def close_application(request, pk):
    """Not going on: why, who decided, and what they said."""
    application = open_application(request, pk)
    reasons = ClosingReason.offered(application.scheme, by=request.actor)
    form = CloseApplicationForm(sent(request), reasons=reasons)
    if attempt(request, form, lambda: application.close(**form.cleaned_data, by=request.actor)):
        messages.success(request, f"Closed: “{application.get_status_display()}”. It stays readable.")
        return redirect(application)
    return show_act(request, "carers/applications/close_application.html", application, form)


@allow("applications.act")
def join_application(request, pk):
    """Two enquiries from one home go on as one; the later is closed and stays readable from the one that goes on."""
    application = open_application(request, pk)
    offered = may_be_joined(application, request.actor)
    others = Application.objects.visible_to(request.actor).select_related("folder")
    form = JoinApplicationForm(sent(request), application=application, offered=offered, others=others)
    goes_on = application

    def join():
        nonlocal goes_on
        goes_on = join_two(application, **form.cleaned_data, by=request.actor)
        messages.success(request, f"Joined. {goes_on.reference}, {goes_on.name}, goes on, and shows both.")

    if attempt(request, form, join):
        return redirect(goes_on)
    return show_act(request, "carers/applications/join_application.html", application, form)


@allow("cases.put_back")
def put_back_application(request, pk):
    """A manager takes the last step back."""
    application = open_application(request, pk)
    form = PutBackApplicationForm(sent(request))
    if attempt(request, form, lambda: application.put_back(**form.cleaned_data, by=request.actor)):
        messages.success(request, f"Put back: now “{application.get_status_display()}”.")
        return redirect(application)
    step = application.last_step()
    return show_act(request, "carers/applications/put_back_application.html", application, form, step=step)


@allow("applications.act")
def hand_application(request, pk):
    """Give it to another officer."""
    application = open_application(request, pk)
    form = HandApplicationForm(sent(request), actor=request.actor, initial={"officer": application.officer_id})
    if attempt(request, form, lambda: application.hand_to(**form.cleaned_data, by=request.actor)):
        messages.success(request, f"{application.reference} is now with {application.officer or 'nobody'}.")
        return redirect(application)
    return show_act(request, "carers/applications/hand_application.html", application, form)
