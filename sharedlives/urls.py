"""Every address of the product. What each needs is marked on its view; `manage.py access` prints them all."""

from django.urls import include, path

from sharedlives.views import health

urlpatterns = [
    path("healthz", health.healthy, name="healthy"),
    path("account/", include("allauth.urls")),
    path("", include("schemes.urls")),
    path("", include("carers.urls")),
    path("", include("referrals.urls")),
    path("", include("arrangements.urls")),
]
