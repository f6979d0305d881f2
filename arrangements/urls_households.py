"""Addresses of the carers' list and of a household's page, which also show who lives there."""

from django.urls import path

from arrangements.views import households

urlpatterns = [
    path("carers/", households.households, name="households"),
    path("carers/<int:pk>/", households.household, name="household"),
]
