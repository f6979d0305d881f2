"""Addresses of what follows approval: the agreement, required actions, reviews, visits, members who leave."""

from django.urls import path

from carers.views import agreements, members, reviews, terms, visits

urlpatterns = [
    path("carers/<int:pk>/agreement/", agreements.sign_agreement, name="sign-agreement"),
    path("carers/agreements/<int:pk>/", agreements.correct_agreement, name="correct-agreement"),
    path("carers/<int:pk>/required-actions/", terms.add_required_action, name="add-required-action"),
    path("carers/required-actions/<int:pk>/", terms.finish_required_action, name="finish-required-action"),
    path("carers/required-actions/<int:pk>/off/", terms.call_off_required_action, name="call-off-required-action"),
    path("carers/<int:pk>/reviews/", reviews.record_carer_review, name="record-carer-review"),
    path("carers/reviews/<int:pk>/", reviews.correct_carer_review, name="correct-carer-review"),
    path("carers/<int:pk>/visits/", visits.record_household_visit, name="record-household-visit"),
    path("carers/visits/<int:pk>/", visits.correct_household_visit, name="correct-household-visit"),
    path("carers/members/<int:pk>/leave/", members.leave_household, name="leave-household"),
]
