"""Addresses of this room: the public form, the referrer's page, and what staff do."""

from django.urls import include, path

from referrals.views import assessments, handout, held, people, referrals, steps, triage

referral_urls = [
    path("", referrals.referral, name="referral"),
    path("triage/", triage.triage, name="triage"),
    path("meet-person/", triage.meet_person, name="meet-person"),
    path("ask-for-more/", triage.ask_for_more, name="ask-for-more"),
    path("pass-on/", triage.pass_on, name="pass-on"),
    path("turn-down/", triage.turn_down, name="turn-down"),
    path("meeting/", steps.record_meeting, name="record-meeting"),
    path("assessment/", assessments.assessment, name="assessment"),
    path("assessment/write/", assessments.write_assessment, name="write-assessment"),
    path("hold/", steps.hold_referral, name="hold-referral"),
    path("resume/", steps.resume_referral, name="resume-referral"),
    path("put-back/", steps.put_back_referral, name="put-back-referral"),
]

# A person's own page is in arrangements/urls.py: it shows with whom they live.
person_urls = [
    path("edit/", people.edit_person, name="edit-person"),
    path("words/", people.record_words, name="record-words"),
    path("wishes/", people.record_wishes, name="record-wishes"),
]

urlpatterns = [
    path("", include("referrals.urls_pages")),
    path("referrals/", include("referrals.urls_inbox")),
    path("referrals/<int:pk>/", include(referral_urls)),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", include(person_urls)),
    path("", include("referrals.urls_person")),
    path("teams/", include("referrals.urls_sources")),
    path("settings/referral-form/", include("referrals.urls_form_design")),
    path("shared-lives/<slug:slug>/", handout.handout, name="handout"),
    path("shared-lives/<slug:slug>/easy-read/", handout.handout_easy_read, name="handout-easy-read"),
    path("", include("referrals.urls_talk")),
    path("refer/", include("referrals.urls_refer")),
    path("referrals/files/<int:pk>/release/", held.release_file, name="release-file"),
]
