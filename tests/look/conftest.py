"""Pages on an address of their own: the gallery and sign-in stand without the rest of the product."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path

from sharedlives.views import accessibility, account, errors, gallery

handler403, handler404, handler500 = errors.not_allowed, errors.not_found, errors.broken


@login_not_required
def echo(request):
    return HttpResponse(request.POST.get("said", "nothing"))


@login_not_required
def trip(request):
    raise ValueError("Something broke.")


urlpatterns = [
    path("gallery/", gallery.gallery, name="gallery"),
    path("account/", include("allauth.urls")),
    path("search/", echo, name="search"),
    path("accessibility/", accessibility.accessibility, name="accessibility"),
    path("account/", account.account, name="account"),
    path("echo/", echo),
    path("trip/", trip),
    path("", gallery.gallery, name="today"),
]


@pytest.fixture
def our_pages(settings):
    settings.ROOT_URLCONF = __name__
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
