"""Visits and reviews: written down where they happen, corrected with a reason."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from arrangements.due import next_review_on, next_visit_on
from arrangements.forms.visits import CorrectReviewForm, CorrectVisitForm, ReviewForm, VisitForm
from arrangements.models import Review, Visit
from arrangements.views.arrangements import about_arrangement, open_arrangement
from arrangements.views.attempts import attempt
from schemes import clock
from schemes.access import allow
from schemes.attempts import sent
from schemes.models import Policies

VISIT = [
    "happened_on", "who_was_there", "seen_alone", "persons_words", "how", "summary", "papers_checked", "to_do",
    "next_on",
]  # fmt: skip
REVIEW = ["happened_on", "who_took_part", "persons_words", "going_well", "worrying", "outcome", "changes", "next_on"]


@allow("arrangements.act")
def record_visit(request, pk):
    """Write down a visit on one screen; the day of the next one is filled in from the scheme's rule."""
    arrangement = open_arrangement(request, pk)
    shown = {
        "who_was_there": f"{arrangement.person.called}, {arrangement.household.name}"[:300],
        "papers_checked": "na",
    }
    form = _form(request, VisitForm, arrangement, next_visit_on, shown)
    if attempt(request, form, lambda answers: Visit.record_visit(arrangement=arrangement, by=request.actor, **answers)):
        messages.success(request, "The visit is saved.")
        if form.cleaned_data["how"] == Visit.HowThingsAre.CONCERN:
            messages.warning(
                request, "You saw a concern. Tell your manager today, and follow your safeguarding procedure."
            )
        return redirect(arrangement)
    more = {"form": form, "last": arrangement.visits.standing().first()}
    return render(request, "arrangements/visits/record_visit.html", about_arrangement(arrangement) | more)


@allow("arrangements.act")
def record_review(request, pk):
    """Write down a review, with the last one's answers beside it."""
    arrangement = open_arrangement(request, pk)
    form = _form(request, ReviewForm, arrangement, next_review_on)
    if attempt(
        request, form, lambda answers: Review.record_review(arrangement=arrangement, by=request.actor, **answers)
    ):
        messages.success(request, "The review is saved.")
        return redirect(arrangement)
    last = arrangement.reviews.standing().first()
    more = {"form": form, "last": last, "last_answers": _last_answers(last)}
    return render(request, "arrangements/reviews/record_review.html", about_arrangement(arrangement) | more)


def _form(request, form_class, arrangement, next_on, shown=()):
    """The form, filled in for today, with the day the next one falls due by the scheme's rule."""
    today = clock.today()
    days = {"happened_on": today, "next_on": next_on(arrangement, today, None, Policies([arrangement.scheme]))}
    return form_class(sent(request), arrangement=arrangement, initial=days | dict(shown))


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
def correct_visit(request, pk):
    """Replace what was written about one visit; the old words stay readable."""
    return _correct(request, Visit, pk, CorrectVisitForm, VISIT, "arrangements/visits/correct_visit.html")


@allow("arrangements.act")
def correct_review(request, pk):
    """Replace what was written about one review; the old words stay readable."""
    return _correct(request, Review, pk, CorrectReviewForm, REVIEW, "arrangements/reviews/correct_review.html")


def _correct(request, model, pk, form_class, names, template):
    """Replace a record of an arrangement with the corrected one."""
    record = get_object_or_404(model.objects.visible_to(request.actor), pk=pk)
    arrangement = open_arrangement(request, record.arrangement_id)
    shown = {name: getattr(record, name) for name in names}
    form = form_class(sent(request), arrangement=arrangement, initial=shown)
    if attempt(request, form, lambda answers: record.correct(by=request.actor, **answers)):
        messages.success(request, "Corrected. The earlier words stay readable under changes.")
        return redirect(arrangement)
    return render(request, template, about_arrangement(arrangement) | {"form": form})
