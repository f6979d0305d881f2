"""The household's own review, with the last answers beside the new ones, and how one is put right."""

from django.contrib import messages
from django.shortcuts import redirect

from carers.forms.reviews import CarerReviewForm, CorrectCarerReviewForm
from carers.models import CarerReview, terms_on
from carers.views.rows import open_household, open_row, show_act
from schemes import clock
from schemes.access import allow
from schemes.attempts import attempt, sent
from schemes.dates import add_months
from schemes.models import Policies

FIELDS = ("happened_on", "kind", "carers_words", "who_took_part", "summary", "outcome", "next_on")


@allow("households.edit")
def record_carer_review(request, pk):
    """Write down how the year was for a household, their words first."""
    household, today = open_household(request, pk), clock.today()
    last = _last(household)
    months = Policies([household.scheme]).value(household.scheme_id, "carer_review_months", today)
    kind = CarerReview.Kind.ANNUAL if last else CarerReview.Kind.FIRST_YEAR
    form = CarerReviewForm(
        sent(request),
        initial={"happened_on": today, "kind": kind, "next_on": add_months(today, months)},
        probation_ends_on=_probation(household, today),
    )

    def act():
        CarerReview.record_carer_review(household=household, by=request.actor, **form.cleaned_data)
        messages.success(request, "The review is saved.")
        if form.cleaned_data["outcome"] == CarerReview.Outcome.PANEL:
            messages.info(request, "Next: put it on the list of a panel meeting.")

    if attempt(request, form, act):
        return redirect(household)
    return show_act(request, "carers/reviews/record_carer_review.html", household, form, last=last)


@allow("households.edit")
def correct_carer_review(request, pk):
    """Replace what was written about one review; the old words stay readable."""
    review = open_row(request, CarerReview, pk)
    form = CorrectCarerReviewForm(
        sent(request),
        initial={name: getattr(review, name) for name in FIELDS},
        probation_ends_on=_probation(review.household, review.happened_on),
    )
    if attempt(request, form, lambda: review.correct(by=request.actor, **form.cleaned_data)):
        messages.success(request, "Corrected. The earlier words stay readable under changes.")
        return redirect(review.household)
    return show_act(request, "carers/reviews/correct_carer_review.html", review.household, form)


def _last(household):
    return household.carer_reviews.standing().order_by("-happened_on", "-pk").first()


def _probation(household, on):
    """The day probation ends, by the terms that hold on a day."""
    now = terms_on(household.terms.standing(), on)
    return now.probation_ends_on if now else None
