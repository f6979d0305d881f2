"""Addresses of allegations: for managers alone."""

from django.urls import include, path

from arrangements.views import allegations

allegation_urls = [
    path("", allegations.allegation, name="allegation"),
    path("told/", allegations.record_told, name="record-told"),
    path("letter/", allegations.write_about_allegation, name="write-about-allegation"),
    path("home/", allegations.decide_home, name="decide-home"),
    path("close/", allegations.close_allegation, name="close-allegation"),
    path("put-back/", allegations.put_back_allegation, name="put-back-allegation"),
]

urlpatterns = [
    path("carers/<int:pk>/allegation/", allegations.record_allegation, name="record-allegation"),
    path("allegations/<int:pk>/", include(allegation_urls)),
    path("allegations/told/<int:pk>/correct/", allegations.correct_told, name="correct-told"),
]
