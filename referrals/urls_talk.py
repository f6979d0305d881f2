"""Addresses behind the referrer's link, and what staff do about what was written there."""

from django.urls import path

from referrals.views import status, talk, writing

urlpatterns = [
    path("referral/<str:secret>/", status.referral_status, name="referral-status"),
    path("referral/<str:secret>/send/", status.send_more, name="send-more"),
    path("referral/<str:secret>/write/", status.write_to_scheme, name="write-to-scheme"),
    path("referral/<str:secret>/read/", talk.referral_talk_start, name="referral-talk-start"),
    path("referral/open/<int:pk>/", talk.referral_talk, name="referral-talk"),
    path("referral/open/<int:pk>/copy/", talk.referral_copy, name="referral-copy"),
    path("refer/draft/<uuid:key>/sent/copy/", talk.refer_copy, name="refer-copy"),
    path("referrals/<int:pk>/write/", writing.write_to_referrer, name="write-to-referrer"),
    path("referrals/<int:pk>/needs-no-answer/", writing.settle_talk, name="settle-talk"),
    path("referrals/<int:pk>/referrer/", writing.change_referrer, name="change-referrer"),
]
