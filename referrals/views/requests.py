"""Answering what a person, or a supporter they chose, asked through their link."""

from django.contrib import messages
from django.shortcuts import redirect, render

from referrals.forms.requests import AnswerRequestForm
from referrals.models import PersonRequest
from referrals.views.pages import WHO, open_of_person
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent


@allow("people.edit")
def answer_request(request, pk):
    """What they asked, and what we did about it."""
    asked = open_of_person(request, PersonRequest.objects.visible_to(request.actor).select_related(*WHO), pk)
    person = asked.person
    form = AnswerRequestForm(sent(request), initial={"happened_on": clock.today()})
    if attempt(request, form, lambda: asked.answer(by=request.actor, **form.cleaned_data)):
        messages.success(request, "Answer saved.")
        return redirect(person)
    page = {
        "asked": asked,
        "answer": asked.answered.standing().first(),
        "person": person,
        "form": form,
        "cancel_url": person.get_absolute_url(),
    }
    return render(request, "referrals/pages/answer_request.html", page)
