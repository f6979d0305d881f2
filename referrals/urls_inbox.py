"""Addresses of the inbox: the lists, who works on what, what cannot wait, and what other schemes ask."""

from django.urls import include, path

from referrals.views import alternatives, asking_schemes, inbox, waiting

of_referral = [
    path("hand/", inbox.hand_referral, name="hand-referral"),
    path("otherwise/", alternatives.record_alternative, name="record-alternative"),
    path("rung/", waiting.record_rung, name="record-rung"),
    path("promise/", waiting.promise_contact, name="promise-contact"),
]

urlpatterns = [
    path("", inbox.referrals, name="referrals"),
    path("hand/", inbox.hand_referrals, name="hand-referrals"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("questions/<int:pk>/", asking_schemes.answer_scheme_question, name="answer-scheme-question"),
    path("people/<int:pk>/ask-schemes/", asking_schemes.ask_schemes, name="ask-schemes"),
    path("<int:pk>/", include(of_referral)),
]
