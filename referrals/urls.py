"""Addresses of this room: the public form, the referrer's page, and what staff do."""

from django.urls import include, path

from referrals.views import refer, status

refer_urls = [
    path("", refer.refer, name="refer"),
    path("draft/<uuid:key>/check/", refer.refer_check, name="refer-check"),
    path("draft/<uuid:key>/sent/", refer.refer_sent, name="refer-sent"),
    path("draft/<uuid:key>/throw-away/", refer.refer_forget, name="refer-forget"),
    path("draft/<uuid:key>/<slug:page>/", refer.refer_page, name="refer-page"),
    path("<slug:slug>/", refer.refer_start, name="refer-start"),
    path("<slug:slug>/you/", refer.refer_begin, name="refer-begin"),
]

urlpatterns = [
    path("refer/", include(refer_urls)),
    path("referral/<str:secret>/", status.referral_status, name="referral-status"),
    path("referral/<str:secret>/send/", status.send_more, name="send-more"),
]
