"""What a person can decide, what they agreed to, and whether their liberty is restricted."""

from referrals.forms.deciding import (
    CapacityForm,
    ConsentForm,
    CorrectCapacityForm,
    CorrectConsentForm,
    CorrectLibertyForm,
    LibertyForm,
)
from referrals.models import Capacity, Consent, Liberty
from referrals.views.about_person import Noun, correct_one, corrected, put_down, show_part, told
from referrals.views.acts import open_person
from schemes import clock
from schemes.access import allow
from schemes.changes import changes_of

PART = "deciding-of-person"
CAPACITY = Noun(Capacity, PART, "Can they decide this?", "Correct what was found", "Saved.")
CONSENT = Noun(
    Consent, PART, "What did they agree to?", "Correct what they agreed to", "Their answer is saved.",
    "Correct it. If they change their mind, record the new answer: the newest holds.",
)  # fmt: skip
LIBERTY = Noun(Liberty, PART, "Is their liberty restricted?", "Correct what is written about liberty", "Saved.")
ANSWERS = {"yes": "Yes", "no": "No", "unsure": "Not sure"}


def _first_of_each(rows, name) -> tuple[list, list]:
    """The newest about each, and the others; the rows come newest first."""
    newest, before, seen = [], [], set()
    for row in rows:
        (before if getattr(row, name) in seen else newest).append(row)
        seen.add(getattr(row, name))
    return newest, before


@allow("people.see")
def deciding_of_person(request, pk):
    """Decisions, answers about sharing, and liberty, each the newest first with what was so before."""
    person = open_person(request, pk)
    today = clock.today()
    consents, consents_before = _first_of_each(told(person.every(Consent, request.actor)), "purpose")
    capacity, capacity_before = _first_of_each(told(person.every(Capacity, request.actor)), "decision")
    liberty = list(told(person.every(Liberty, request.actor)))
    for row in consents:
        row.holds_now = row.holds_on(today)
    for row in liberty:
        row.answers = [
            (question, ANSWERS.get(answer, "Not asked"))
            for question, answer in [
                ("Supervised and controlled all the time", row.supervised),
                ("Free to leave", row.free_to_leave),
                ("Can agree to it", row.agrees),
            ]
        ]
    asked = {row.purpose for row in consents}
    return show_part(
        request,
        PART,
        person,
        consents=consents,
        not_asked=[label for purpose, label in Consent.Purpose.choices if purpose not in asked],
        capacity=capacity,
        liberty=liberty[0] if liberty else None,
        before=[*consents_before, *capacity_before, *liberty[1:]],
        changes=changes_of(*corrected(*(person.every(kind, request.actor) for kind in (Consent, Capacity, Liberty)))),
    )


@allow("people.edit")
def record_capacity(request, pk):
    """Write down what was found about one decision."""
    return put_down(request, pk, CAPACITY, CapacityForm, Capacity.record_capacity)


@allow("people.edit")
def correct_capacity(request, pk):
    """Put right what was found about one decision."""
    return correct_one(request, pk, CAPACITY, CorrectCapacityForm)


@allow("people.edit")
def record_consent(request, pk):
    """Write down what they said about sharing."""
    return put_down(request, pk, CONSENT, ConsentForm, Consent.record_consent)


@allow("people.edit")
def correct_consent(request, pk):
    """Put right what they said about sharing."""
    return correct_one(request, pk, CONSENT, CorrectConsentForm)


@allow("people.edit")
def record_liberty(request, pk):
    """Write down a screening, or a step of the council or the court."""
    return put_down(request, pk, LIBERTY, LibertyForm, Liberty.record_liberty)


@allow("people.edit")
def correct_liberty(request, pk):
    """Put right a screening or a step of the court."""
    return correct_one(request, pk, LIBERTY, CorrectLibertyForm)
