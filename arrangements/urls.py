"""Addresses of this room: people and households together."""

from django.urls import include, path

from arrangements.views import arrangements, introductions, matches, matching, profiles, starts, stays, visits

matching_urls = [
    path("", matching.workbench, name="workbench"),
    path("shortlist/", matching.shortlist_several, name="shortlist-several"),
    path("shortlist/<int:household_pk>/", matching.shortlist, name="shortlist"),
]

match_urls = [
    path("", matches.match, name="match"),
    path("plan-step/", matches.plan_step, name="plan-step"),
    path("profile/", profiles.read_profile, name="read-profile"),
    path("give-profile/", profiles.give_profile, name="give-profile"),
    path("introduction/", introductions.record_introduction, name="record-introduction"),
    path("agree/", matches.agree_match, name="agree-match"),
    path("agree-in-emergency/", matches.agree_in_emergency, name="agree-in-emergency"),
    path("stop/", matches.stop_match, name="stop-match"),
    path("put-back/", matches.put_back_match, name="put-back-match"),
    path("start/", starts.start_arrangement, name="start-arrangement"),
]

arrangement_urls = [
    path("", arrangements.arrangement, name="arrangement"),
    path("edit/", arrangements.edit_arrangement, name="edit-arrangement"),
    path("hand/", arrangements.hand_arrangement, name="hand-arrangement"),
    path("end/", arrangements.end_arrangement, name="end-arrangement"),
    path("put-back/", arrangements.put_back_arrangement, name="put-back-arrangement"),
    path("undo-start/", starts.undo_start, name="undo-start"),
    path("visit/", visits.record_visit, name="record-visit"),
    path("review/", visits.record_review, name="record-review"),
    path("break/", stays.plan_break, name="plan-break"),
]

urlpatterns = [
    path("", include("arrangements.urls_households")),
    path("", include("arrangements.urls_people")),
    path("", include("arrangements.urls_allegations")),
    path("matching/", matching.matching, name="matching"),
    path("matching/<int:pk>/", include(matching_urls)),
    path("matches/<int:pk>/", include(match_urls)),
    path("introductions/<int:pk>/correct/", introductions.correct_introduction, name="correct-introduction"),
    path("arrangements/", arrangements.arrangements, name="arrangements"),
    path("arrangements/<int:pk>/", include(arrangement_urls)),
    path("visits/<int:pk>/correct/", visits.correct_visit, name="correct-visit"),
    path("reviews/<int:pk>/correct/", visits.correct_review, name="correct-review"),
    path("stays/<int:pk>/release/", stays.release_stay, name="release-stay"),
]
