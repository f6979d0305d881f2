"""How a record about a person is written down and corrected, and how the parts of their page are shown."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from referrals.known import parts_of
from referrals.views.acts import latest_words, open_kept, open_to_write
from schemes import clock
from schemes.attempts import attempt, sent

WHO = ("recorded_by__staff__account", "recorded_by__link")


@dataclass(frozen=True)
class Noun:
    """One kind of record about a person: its model, the part of the page it stands on, what its pages are called."""

    model: type
    part: str
    heading: str
    correction: str
    done: str
    undo: str = "Correct it. Every version stays readable."


def show_part(request, name: str, person, **more):
    """One part of a person's page, under their name and the needs that stand on every page about them."""
    page = {
        "person": person,
        "parts": parts_of(person, name),
        "about": [person.reference],
        "may_edit": request.actor.may("people.edit"),
        "today": clock.today(),
    }
    return render(request, f"referrals/people/{name.replace('-', '_')}.html", page | more)


def show_act(request, person, form, *, part: str, heading: str, undo: str, **more):
    """The page of one act on what is known about a person."""
    page = {
        "person": person,
        "words": latest_words(person),
        "form": form,
        "heading": heading,
        "undo": undo,
        "cancel_url": reverse(part, args=[person.pk]),
    }
    return render(request, "referrals/people/record_about.html", page | more)


def put_down(request, pk: int, noun: Noun, form_class, act, *, initial=(), **about):
    """Write a record about a person down."""
    person = open_to_write(request, pk)
    begin = {"happened_on": clock.today()} | dict(initial)
    form = form_class(sent(request), initial=begin, **about)
    if attempt(request, form, lambda: act(person=person, by=request.actor, **form.cleaned_data)):
        messages.success(request, noun.done)
        return redirect(noun.part, pk=person.pk)
    return show_act(request, person, form, part=noun.part, heading=noun.heading, undo=noun.undo)


def correct_one(request, pk: int, noun: Noun, form_class, *, begin=None, **about):
    """Replace a record about a person with the corrected one, and say why."""
    record = get_object_or_404(noun.model.objects.visible_to(request.actor), pk=pk)
    person = open_kept(request, record.person_id)
    names = [name for name in form_class.base_fields if hasattr(record, name)]
    shown = {name: getattr(record, name) for name in names} | (begin(record) if begin else {})
    form = form_class(sent(request), initial=shown, **about)
    if attempt(request, form, lambda: record.correct(by=request.actor, **form.cleaned_data)):
        messages.success(request, "Corrected. What was written before stays readable.")
        return redirect(noun.part, pk=person.pk)
    undo = "Correct it again. Every version stays readable."
    return show_act(request, person, form, part=noun.part, heading=noun.correction, undo=undo)


def told(rows):
    """Records of one kind with who wrote them, the newest first; those that were replaced are left out."""
    return rows.standing().select_related(*WHO).order_by("-happened_on", "-pk")


def corrected(*kinds) -> list:
    """Those of these records that correct an earlier one, for the page's changes."""
    return [row for rows in kinds for row in rows.exclude(corrected_because="")]
