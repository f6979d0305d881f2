"""Asking other schemes of the region whether they know somebody, and choosing whether to answer them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from referrals.asking_schemes import asked_about, consent_to_ask, may_be_asked, who_it_may_be
from referrals.forms.asking_schemes import AnswerSchemeForm, AskSchemesForm
from referrals.letters_asking import send_scheme_answer, send_scheme_question
from referrals.models import SchemeAsked, SchemeQuestion
from referrals.views.acts import latest_words, open_to_write
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.models import Actor


@allow("referrals.triage")
def ask_schemes(request, pk):
    """Ask other schemes of the region; only where the person agreed, and what each answered is read here."""
    person, today = open_to_write(request, pk), clock.today()
    consent = consent_to_ask(person, today)
    form = AskSchemesForm(sent(request), schemes=may_be_asked(person))

    def ask():
        for scheme in form.cleaned_data["schemes"]:
            asked = SchemeAsked.ask(
                person=person, to_scheme=scheme, consent=consent, words=form.cleaned_data["words"], by=request.actor
            )
            send_scheme_question(asked, by=request.actor)

    if consent and attempt(request, form, ask):
        messages.success(request, "Asked. Their answers are read here; they may choose not to answer.")
        return redirect("ask-schemes", pk)
    return render(
        request,
        "referrals/people/ask_schemes.html",
        {
            "person": person,
            "words": latest_words(person),
            "form": form,
            "consent": consent,
            "asked": asked_about(person),
            "can_ask": form.fields["schemes"].queryset.exists(),
            "cancel_url": person.get_absolute_url(),
        },
    )


@allow("referrals.triage")
def answer_scheme_question(request, pk):
    """Another scheme asks whether we know somebody: an officer chooses whether and what to answer."""
    rows = SchemeQuestion.objects.visible_to(request.actor)
    question = get_object_or_404(rows.select_related("from_scheme", "scheme"), pk=pk)
    form = AnswerSchemeForm(sent(request))

    def reply():
        question.reply(answer=form.words(), by=request.actor)
        send_scheme_answer(question, by=Actor.for_job("answer between schemes"))

    if attempt(request, form, reply):
        messages.success(request, f"{question.from_scheme.name} reads your answer now.")
        return redirect("today")
    return render(
        request,
        "referrals/inbox/answer_scheme_question.html",
        {
            "question": question,
            "form": form,
            "is_open": question.state == SchemeQuestion.State.OPEN,
            "same": who_it_may_be(question, request.actor),
            "cancel_url": reverse("today"),
        },
    )
