"""Addresses about where referrals come from."""

from django.urls import path

from referrals.views import commissioners, sources

urlpatterns = [
    path("", sources.teams, name="teams"),
    path("add/", sources.add_team, name="add-team"),
    path("<int:pk>/", sources.team, name="team"),
    path("<int:pk>/edit/", sources.edit_team, name="edit-team"),
    path("<int:pk>/people/add/", sources.add_professional, name="add-professional"),
    path("people/<int:pk>/edit/", sources.edit_professional, name="edit-professional"),
    path("<int:pk>/talks/add/", sources.record_talk, name="record-talk"),
    path("talks/<int:pk>/correct/", sources.correct_talk, name="correct-talk"),
    path("<int:pk>/update/", sources.send_update, name="send-update"),
    path("referrals/<int:pk>/", sources.record_source, name="record-source"),
    path("commissioners/", commissioners.commissioner_meetings, name="commissioner-meetings"),
    path("commissioners/add/", commissioners.record_commissioner_meeting, name="record-commissioner-meeting"),
    path("commissioners/<int:pk>/", commissioners.correct_commissioner_meeting, name="correct-commissioner-meeting"),
]
