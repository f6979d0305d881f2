"""A person's page: their words, what they want in a home, and everything that came of it."""

from django.shortcuts import render
from django.urls import reverse

from arrangements.models import Arrangement, Introduction, Match, Review, Visit
from referrals.duplicates import might_be_same
from referrals.known import known_about, parts_of
from referrals.models import Person, PersonMerged, PersonMet, Referral
from referrals.page_links import page_part
from referrals.views.acts import latest_words
from schemes import clock
from schemes.access import allow, open_record
from schemes.changes import changes_of
from schemes.models import Note
from schemes.reaching import reached_at

WHO = ("recorded_by__staff__account", "recorded_by__link")
MOST_WORDS = 4


def said_since(person, actor) -> list[dict]:
    """What the person said when we met, at introductions, visits and reviews, the latest first."""
    sources = [
        (PersonMet, {"referral__person": person}, "When we met"),
        (Introduction, {"match__referral__person": person}, "After an introduction"),
        (Visit, {"arrangement__person": person}, "At a visit"),
        (Review, {"arrangement__person": person}, "At a review"),
    ]
    found = []
    for records, about, who in sources:
        rows = records.objects.visible_to(actor).standing().filter(**about).exclude(persons_words="")
        found += [
            {
                "who": who,
                "said": row.persons_words,
                "whose": getattr(row, "whose", ""),
                "on": row.happened_on,
                "at": row.recorded_at,
            }
            for row in rows.order_by("-happened_on", "-pk")[:MOST_WORDS]
        ]
    return sorted(found, key=lambda one: (one["on"], one["at"]), reverse=True)[:MOST_WORDS]


def facts_about(person, today, reader) -> list[dict]:
    """The plain facts, each with the way to change them."""
    url = reverse("edit-person", args=[person.pk])
    age = person.age(today)
    rows = [
        ("Full name", person.full_name),
        ("Age", "" if age is None else f"{age}" if person.date_of_birth else f"{age}, as told when referred"),
        ("Gender", person.get_gender_display()),
        ("Lives now", person.address_for(reader)),
        ("Phone", reached_at("phone", person.phone, reader)),
        ("NHS number", " ".join(filter(None, [person.nhs_number[:3], person.nhs_number[3:6], person.nhs_number[6:]]))),
        ("Talking together", person.talking),
        ("Information in", person.get_information_format_display() if person.information_format else ""),
        ("Smokes", person.get_smokes_display()),
        ("Officer", person.officer.name if person.officer else "Nobody yet"),
    ]
    return [{"key": key, "value": value, "url": url} for key, value in rows]


@allow("people.see")
def person(request, pk):
    """One person: their words first, how to reach them, what they want, and with whom they live or have lived."""
    rows = Person.objects.select_related("folder", "scheme", "officer__account", "merged_into__folder")
    row = open_record(request, rows, pk=pk)
    own = row.and_merged()
    actor, today = request.actor, clock.today()
    arrangements = list(
        Arrangement.objects.visible_to(actor)
        .filter(person=row)
        .select_related("household", "folder", "person", "officer__account")
        .order_by("-starts_on", "-pk")
    )
    matches = (
        Match.objects.visible_to(actor)
        .filter(referral__person=row)
        .select_related("household", "folder", "referral__person")
        .order_by("-pk")
    )
    referrals = Referral.objects.visible_to(actor).filter(person=row).select_related("folder", "officer__account")
    notes = Note.objects.visible_to(actor).standing().filter(folder__person__in=own)
    age = row.age(today)
    return render(
        request,
        "arrangements/people/person.html",
        {
            "person": row,
            "about": [row.reference, f"{age} years old" if age is not None else "", row.address_for(actor)],
            "words": latest_words(row),
            "merged": PersonMerged.objects.visible_to(actor).of(row),
            "may_put_back": actor.may("cases.put_back"),
            "page_part": page_part(row, actor),
            "said_since": said_since(row, actor),
            "facts": facts_about(row, today, actor),
            "known": known_about(row, actor, today),
            "parts": parts_of(row, "person"),
            "wishes": row.latest_wishes(),
            "referrals": referrals.order_by("-received_at", "-pk"),
            "matches": matches,
            "arrangements": [one for one in arrangements if one.status == Arrangement.Status.RUNNING],
            "past": [one for one in arrangements if one.status != Arrangement.Status.RUNNING],
            "same": might_be_same(row, actor),
            "notes": notes.select_related(*WHO).order_by("-happened_on", "-pk"),
            "changes": changes_of(row, *row.words.exclude(corrected_because="")),
            "may_see_openings": actor.may("openings.see"),
            "may_restrict": actor.may("folders.restrict"),
        },
    )
