"""The address of a person's page, which also shows with whom they live."""

from django.urls import path

from arrangements.views import merging, people

urlpatterns = [
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/merge/<int:other_pk>/", merging.merge_person, name="merge-person"),
    path("people/merged/<int:pk>/take-back/", merging.take_back_merge, name="take-back-merge"),
]
