"""Every address of the product. What each needs is marked on its view; `manage.py access` prints them all."""

from django.urls import include, path, re_path

from sharedlives.views import (
    accessibility,
    account,
    gallery,
    health,
    links,
    mailbox,
    messages,
    reports,
    schemes,
    search,
    today,
)

handler403 = "sharedlives.views.errors.not_allowed"
handler404 = "sharedlives.views.errors.not_found"
handler500 = "sharedlives.views.errors.broken"

message_urls = [
    path("", messages.message, name="message"),
    path("try-again/", messages.try_message_again, name="try-message-again"),
    path("settle/", messages.settle_message, name="settle-message"),
]

link_urls = [
    path("send-again/", links.send_link_again, name="send-link-again"),
    path("close/", links.close_link, name="close-link"),
    path("finish/", links.finish_with_link, name="finish-with-link"),
]

urlpatterns = [
    path("", today.today, name="today"),
    path("my-link/", links.find_my_link, name="find-my-link"),
    path("my-link/<slug:slug>/", links.send_my_link, name="send-my-link"),
    path("links/<int:pk>/", include(link_urls)),
    path("search/", search.search, name="search"),
    path("search/<uuid:key>/", search.search_results, name="search-results"),
    path("reports/", reports.reports, name="reports"),
    path("switch-scheme/", schemes.switch_scheme, name="switch-scheme"),
    path("messages/<int:pk>/", include(message_urls)),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<str:name>/", mailbox.mailbox_message, name="mailbox-message"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("accessibility/", accessibility.accessibility, name="accessibility"),
    path("healthz", health.healthy, name="healthy"),
    path("account/", account.account, name="account"),
    # Nobody moves an account to another address by themselves: these two of allauth's pages stay shut.
    re_path(r"^account/email/", account.shut_email, name="shut-email"),
    re_path(r"^account/confirm-email/", account.shut_confirm_email, name="shut-confirm-email"),
    path("account/", include("allauth.urls")),
    path("", include("schemes.urls")),
    path("", include("carers.urls")),
    path("", include("referrals.urls")),
    path("", include("arrangements.urls")),
]
