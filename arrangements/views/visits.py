"""Visits and reviews: written down where they happen, corrected with a reason."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from arrangements.due import next_review_on, next_visit_on
from arrangements.forms.visits import CorrectReviewForm, CorrectVisitForm, ReviewForm, VisitForm
from arrangements.models import Review, Visit
from arrangements.views.arrangements import about_arrangement, open_arrangement
from arrangements.views.attempts import attempt, posted
from schemes import clock
from schemes.access import allow
from schemes.models import Policies

VISIT = [
    "happened_on", "who_was_there", "seen_alone", "persons_words", "how", "summary", "papers_checked", "to_do",
    "next_on",
]  # fmt: skip
REVIEW = ["happened_on", "who_took_part", "persons_words", "going_well", "worrying", "outcome", "changes", "next_on"]


def _shown(record, names) -> dict:
    return {name: getattr(record, name) for name in names}


@allow("arrangements.act")
def record_visit(request, pk):
    """Write down a visit on one screen; the day of the next one is filled in from the scheme's rule."""
    arrangement = open_arrangement(request, pk)
    today = clock.today()
    home = arrangement.household.name
    shown = {
        "happened_on": today,
        "who_was_there": f"{arrangement.person.called}, {home}"[:300],
        "papers_checked": "na",
        "next_on": next_visit_on(arrangement, today, None, Policies([arrangement.scheme])),
    }
    form = VisitForm(posted(request), arrangement=arrangement, initial=shown)

    def act(answers):
        Visit.record_visit(arrangement=arrangement, by=request.actor, **answers)

    if attempt(request, form, act):
        messages.success(request, "The visit is saved.")
        if form.cleaned_data["how"] == Visit.HowThingsAre.CONCERN:
            messages.warning(
                request, "You saw a concern. Tell your manager today, and follow your safeguarding procedure."
            )
        return redirect(arrangement)
    last = arrangement.visits.standing().first()
    return render(
        request, "arrangements/visits/record_visit.html", about_arrangement(arrangement) | {"form": form, "last": last}
    )


@allow("arrangements.act")
def correct_visit(request, pk):
    """Replace what was written about one visit; the old words stay readable."""
    visit = get_object_or_404(Visit.objects.visible_to(request.actor), pk=pk)
    arrangement = open_arrangement(request, visit.arrangement_id)
    form = CorrectVisitForm(posted(request), arrangement=arrangement, initial=_shown(visit, VISIT))
    if attempt(request, form, lambda answers: visit.correct(by=request.actor, **answers)):
        messages.success(request, "Corrected. The earlier words stay readable under changes.")
        return redirect(arrangement)
    return render(
        request,
        "arrangements/visits/correct_visit.html",
        about_arrangement(arrangement) | {"form": form, "visit": visit},
    )


@allow("arrangements.act")
def record_review(request, pk):
    """Write down a review, with the last one's answers beside it."""
    arrangement = open_arrangement(request, pk)
    today = clock.today()
    shown = {
        "happened_on": today,
        "next_on": next_review_on(arrangement, today, None, Policies([arrangement.scheme])),
    }
    form = ReviewForm(posted(request), arrangement=arrangement, initial=shown)

    def act(answers):
        Review.record_review(arrangement=arrangement, by=request.actor, **answers)

    if attempt(request, form, act):
        messages.success(request, "The review is saved.")
        return redirect(arrangement)
    last = arrangement.reviews.standing().first()
    return render(
        request,
        "arrangements/reviews/record_review.html",
        about_arrangement(arrangement) | {"form": form, "last": last, "last_answers": _last_answers(last)},
    )


def _last_answers(review) -> list[tuple[str, str]]:
    """What was answered last time, to stand beside the new answers."""
    if review is None:
        return []
    return [
        ("Took part", review.who_took_part),
        ("Going well", review.going_well),
        ("Worrying", review.worrying),
        ("What happened then", review.get_outcome_display()),
        ("What was to change", review.changes),
    ]


@allow("arrangements.act")
def correct_review(request, pk):
    """Replace what was written about one review; the old words stay readable."""
    review = get_object_or_404(Review.objects.visible_to(request.actor), pk=pk)
    arrangement = open_arrangement(request, review.arrangement_id)
    form = CorrectReviewForm(posted(request), arrangement=arrangement, initial=_shown(review, REVIEW))
    if attempt(request, form, lambda answers: review.correct(by=request.actor, **answers)):
        messages.success(request, "Corrected. The earlier words stay readable under changes.")
        return redirect(arrangement)
    return render(
        request,
        "arrangements/reviews/correct_review.html",
        about_arrangement(arrangement) | {"form": form, "review": review},
    )
