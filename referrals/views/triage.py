"""Triage: the referral as it was sent, one question, and an act for each answer."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect

from referrals import letters
from referrals.duplicates import might_be_same
from referrals.forms.triage import (
    AskForMoreForm,
    MeetPersonForm,
    PassOnForm,
    TriageForm,
    TurnDownForm,
    missing_from,
)
from referrals.models import Referral, TurnedDown, pass_to_scheme
from referrals.promises import Promises
from referrals.questions import QUESTIONS
from referrals.sending import JOB
from referrals.views.acts import open_referral, show_act
from referrals.views.alternatives import alternatives_of
from referrals.views.referrals import sections_of
from referrals.whereabouts import shown_given
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.models import Actor


@allow("referrals.triage")
def triage(request, pk):
    """Read it, and say what should happen next."""
    referral = open_referral(request, pk)
    form = TriageForm(sent(request), referral=referral)
    if request.method == "POST" and form.is_valid():
        return redirect(form.url_name(), pk=pk)
    answers = referral.answers.standing()
    return show_act(
        request,
        "triage",
        referral,
        form,
        sections=sections_of(referral),
        missing=[QUESTIONS[key].wording for key in missing_from(answers)],
        asking=asking(answers, auto_id=False)
        if Referral.Status.NEEDS_MORE in Referral.MOVES[referral.status]
        else None,
        preview=letters.preview(referral, "asked_for_more"),
        same=might_be_same(referral.person, request.actor),
        promise=Promises([referral.scheme]).next_for(referral, clock.today()),
        alternatives=alternatives_of(referral),
        given=shown_given(referral.given.standing().order_by("-pk"), referral.person, request.actor),
        can_decide=bool(form.fields["answer"].choices),
    )


@allow("referrals.triage")
def meet_person(request, pk):
    """Meet the person: who goes, and when."""
    referral = open_referral(request, pk)
    rows = Referral.objects.visible_to(request.actor).open().filter(officer__isnull=False)
    load = dict(rows.order_by().values_list("officer").annotate(Count("pk")))
    first = referral.officer_id or referral.person.officer_id or request.actor.staff.pk
    form = MeetPersonForm(sent(request), actor=request.actor, load=load, initial={"officer": first})

    def arrange():
        referral.arrange_meeting(**form.cleaned_data, by=request.actor)
        letters.send_meeting_arranged(referral, at=clock.now(), by=request.actor)

    if attempt(request, form, arrange):
        messages.success(request, f"Meeting arranged. {referral.referrer_name} gets an email.")
        return redirect(referral)
    promised = Promises([referral.scheme]).meet_by(referral)
    preview = letters.preview(referral, "meeting_arranged", officer=referral.officer or request.actor.staff)
    return show_act(request, "meet_person", referral, form, promised=promised, preview=preview)


def asking(answers, **options) -> AskForMoreForm:
    """What we would ask the referrer for: all that nobody has answered, with our usual words."""
    begin = {
        "items": missing_from(answers),
        "words": "Thank you for this referral. Before we go on, please tell us what you can about the points below. "
        "If you do not know, say so: that helps too.",
    }
    return AskForMoreForm(initial=begin, **options)


@allow("referrals.triage")
def ask_for_more(request, pk):
    """Ask the referrer for what is missing."""
    referral = open_referral(request, pk)
    form = asking(referral.answers.standing(), data=sent(request))

    def ask():
        asked = referral.ask_for_more(**form.asked(), by=request.actor)
        letters.send_asked_for_more(asked, at=clock.now(), by=request.actor)

    if attempt(request, form, ask):
        messages.success(request, f"{referral.referrer_name} gets an email, and reads what is missing behind its link.")
        return redirect(referral)
    return show_act(request, "ask_for_more", referral, form, preview=letters.preview(referral, "asked_for_more"))


@allow("referrals.triage")
def pass_on(request, pk):
    """Pass it to another scheme: it begins anew there, and the referrer gets the new contact."""
    referral = open_referral(request, pk)
    form = PassOnForm(sent(request), scheme=referral.scheme)

    def hand_over():
        there = pass_to_scheme(referral, **form.cleaned_data, by=request.actor)
        letters.send_passed_on(referral, there, at=clock.now(), by=request.actor)
        letters.send_received(there, at=clock.now(), by=Actor.for_job(JOB))

    if attempt(request, form, hand_over):
        messages.success(request, "Passed on. The referrer gets an email with the new contact.")
        return redirect(referral)
    return show_act(request, "pass_on", referral, form)


@allow("referrals.triage")
def turn_down(request, pk):
    """Not this time, or withdrawn: the reason, who decided, what else could help."""
    referral = open_referral(request, pk)
    form = TurnDownForm(sent(request))

    def turn():
        is_withdrawn = form.cleaned_data["reason"] == TurnedDown.Reason.WITHDRAWN
        turned_down = referral.turn_down(
            **form.cleaned_data, status=Referral.Status.WITHDRAWN if is_withdrawn else None, by=request.actor
        )
        letters.send_turned_down(turned_down, at=clock.now(), by=request.actor)

    if attempt(request, form, turn):
        messages.success(request, f"Closed. {referral.referrer_name} gets an email, and reads why behind its link.")
        return redirect(referral)
    return show_act(request, "turn_down", referral, form, preview=letters.preview(referral, "turned_down"))
