"""The address of a person's page, which also shows with whom they live."""

from django.urls import path

from arrangements.views import people

urlpatterns = [
    path("people/<int:pk>/", people.person, name="person"),
]
