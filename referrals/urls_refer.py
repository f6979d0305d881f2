"""Addresses of the public referral form."""

from django.urls import path

from referrals.views import refer, refer_send

urlpatterns = [
    path("", refer.refer, name="refer"),
    path("return/<str:secret>/", refer_send.refer_return, name="refer-return"),
    path("open/<int:pk>/", refer_send.refer_open, name="refer-open"),
    path("draft/<uuid:key>/check/", refer_send.refer_check, name="refer-check"),
    path("draft/<uuid:key>/sent/", refer_send.refer_sent, name="refer-sent"),
    path("draft/<uuid:key>/throw-away/", refer_send.refer_forget, name="refer-forget"),
    path("draft/<uuid:key>/<slug:page>/", refer.refer_page, name="refer-page"),
    path("draft/<uuid:key>/<slug:page>/keep/", refer.refer_autosave, name="refer-autosave"),
    path("<slug:slug>/", refer.refer_start, name="refer-start"),
    path("<slug:slug>/you/", refer.refer_begin, name="refer-begin"),
    path("<slug:slug>/later/", refer.refer_later, name="refer-later"),
]
