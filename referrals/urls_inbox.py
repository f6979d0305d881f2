"""Addresses of the inbox: the list, and who works on what."""

from django.urls import path

from referrals.views import inbox

urlpatterns = [
    path("", inbox.referrals, name="referrals"),
    path("hand/", inbox.hand_referrals, name="hand-referrals"),
    path("<int:pk>/hand/", inbox.hand_referral, name="hand-referral"),
]
