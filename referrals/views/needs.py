"""How a person needs information, and whether they get it so."""

from referrals.forms.needs import CorrectNeedReviewForm, NeedReviewForm
from referrals.models import NeedReview
from referrals.views.about_person import Noun, correct_one, corrected, put_down, show_part, told
from referrals.views.acts import open_person
from schemes.access import allow
from schemes.changes import changes_of

PART = "information-of-person"
REVIEW = Noun(
    NeedReview, PART, "Does information reach them as they need it?", "Correct a review of needs", "Review saved."
)


@allow("people.see")
def information_of_person(request, pk):
    """The needs that stand on every page about them, and each time somebody asked whether they are met."""
    person = open_person(request, pk)
    reviews = list(told(person.every(NeedReview, request.actor)))
    return show_part(
        request,
        PART,
        person,
        newest=reviews[0] if reviews else None,
        before=reviews[1:],
        changes=changes_of(*corrected(person.every(NeedReview, request.actor))),
    )


@allow("people.edit")
def record_need_review(request, pk):
    """Write down whether they get information as they need it."""
    return put_down(request, pk, REVIEW, NeedReviewForm, NeedReview.record_need_review)


@allow("people.edit")
def correct_need_review(request, pk):
    """Put right what was written about their needs."""
    shown = {True: "yes", False: "no"}
    return correct_one(request, pk, REVIEW, CorrectNeedReviewForm, begin=lambda row: {"is_met": shown[row.is_met]})
