"""Addresses of this room: the public form, the referrer's page, and what staff do."""

from django.urls import include, path

from referrals.views import handout, people, refer, referrals, status, steps, triage

refer_urls = [
    path("", refer.refer, name="refer"),
    path("draft/<uuid:key>/check/", refer.refer_check, name="refer-check"),
    path("draft/<uuid:key>/sent/", refer.refer_sent, name="refer-sent"),
    path("draft/<uuid:key>/throw-away/", refer.refer_forget, name="refer-forget"),
    path("draft/<uuid:key>/<slug:page>/", refer.refer_page, name="refer-page"),
    path("<slug:slug>/", refer.refer_start, name="refer-start"),
    path("<slug:slug>/you/", refer.refer_begin, name="refer-begin"),
]

referral_urls = [
    path("", referrals.referral, name="referral"),
    path("triage/", triage.triage, name="triage"),
    path("meet-person/", triage.meet_person, name="meet-person"),
    path("ask-for-more/", triage.ask_for_more, name="ask-for-more"),
    path("pass-on/", triage.pass_on, name="pass-on"),
    path("turn-down/", triage.turn_down, name="turn-down"),
    path("meeting/", steps.record_meeting, name="record-meeting"),
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
    path("referrals/", include("referrals.urls_inbox")),
    path("referrals/<int:pk>/", include(referral_urls)),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", include(person_urls)),
    path("", include("referrals.urls_person")),
    path("settings/referral-form/", include("referrals.urls_form_design")),
    path("shared-lives/<slug:slug>/", handout.handout, name="handout"),
    path("shared-lives/<slug:slug>/easy-read/", handout.handout_easy_read, name="handout-easy-read"),
    path("refer/", include(refer_urls)),
    path("referral/<str:secret>/", status.referral_status, name="referral-status"),
    path("referral/<str:secret>/send/", status.send_more, name="send-more"),
]
