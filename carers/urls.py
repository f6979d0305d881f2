"""Addresses of this room: the acts on a household, its home, its members and their checks."""

from django.urls import include, path

from carers.views import ahead, checks, facts, households, members, terms

household_urls = [
    path("edit/", households.edit_household, name="edit-household"),
    path("home/", households.edit_home, name="edit-home"),
    path("hand-over/", households.hand_household, name="hand-household"),
    path("members/add/", members.add_member, name="add-member"),
    path("terms/", terms.set_terms, name="set-terms"),
    path("checks/", checks.record_check, name="record-check"),
    path("facts/", facts.record_facts, name="record-facts"),
    path("away/", ahead.record_away, name="record-away"),
    path("planned-changes/", ahead.record_planned_change, name="record-planned-change"),
]

urlpatterns = [
    path("", include("carers.urls_applications")),
    path("carers/add/", households.add_household, name="add-household"),
    path("carers/<int:pk>/", include(household_urls)),
    path("carers/members/<int:pk>/", members.edit_member, name="edit-member"),
    path("carers/terms/<int:pk>/", terms.correct_terms, name="correct-terms"),
    path("carers/checks/<int:pk>/", checks.correct_check, name="correct-check"),
    path("carers/away/<int:pk>/", ahead.correct_away, name="correct-away"),
    path("carers/planned-changes/<int:pk>/", ahead.correct_planned_change, name="correct-planned-change"),
]
