"""Addresses of this room: the acts on a household, its home, its members and their checks."""

from django.urls import include, path

from carers.views import (
    ahead,
    check_matrix,
    check_rules,
    checks,
    facts,
    households,
    members,
    terms,
    waivers,
)

household_urls = [
    path("edit/", households.edit_household, name="edit-household"),
    path("home/", households.edit_home, name="edit-home"),
    path("hand-over/", households.hand_household, name="hand-household"),
    path("members/add/", members.add_member, name="add-member"),
    path("terms/", terms.set_terms, name="set-terms"),
    path("checks/", checks.record_check, name="record-check"),
    path("checks/waive/", waivers.waive_check, name="waive-check"),
    path("facts/", facts.record_facts, name="record-facts"),
    path("away/", ahead.record_away, name="record-away"),
    path("planned-changes/", ahead.record_planned_change, name="record-planned-change"),
]

urlpatterns = [
    path("", include("carers.urls_year")),
    path("", include("carers.urls_packs")),
    path("", include("carers.urls_panel")),
    path("", include("carers.urls_applications")),
    path("", include("carers.urls_links")),
    path("", include("carers.urls_profiles")),
    path("", include("carers.urls_growth")),
    path("carers/add/", households.add_household, name="add-household"),
    path("carers/<int:pk>/", include(household_urls)),
    path("carers/members/<int:pk>/", members.edit_member, name="edit-member"),
    path("carers/terms/<int:pk>/", terms.correct_terms, name="correct-terms"),
    path("carers/checks/", check_matrix.check_matrix, name="check-matrix"),
    path("carers/waivers/<int:pk>/call-off/", waivers.call_off_waiver, name="call-off-waiver"),
    path("settings/checks/", check_rules.check_rules, name="check-rules"),
    path("settings/checks/<slug:kind>/", check_rules.change_check_rule, name="change-check-rule"),
    path("carers/checks/<int:pk>/", checks.correct_check, name="correct-check"),
    path("carers/away/<int:pk>/", ahead.correct_away, name="correct-away"),
    path("carers/planned-changes/<int:pk>/", ahead.correct_planned_change, name="correct-planned-change"),
]
