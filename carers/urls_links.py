"""Addresses of what applicants and referees do behind their links, and of what officers do to get it."""

from django.urls import path

from carers.views import applicants, referees

urlpatterns = [
    path("link/applicant/<str:secret>/", applicants.applicant_start, name="applicant-start"),
    path("link/referee/<str:secret>/", referees.referee_start, name="referee-start"),
    path("applicant/<int:pk>/", applicants.applicant_page, name="applicant-page"),
    path("applicant/<int:pk>/report/", applicants.applicant_report, name="applicant-report"),
    path("applicant/<int:pk>/part/<slug:key>/", applicants.applicant_section, name="applicant-section"),
    path("referee/<int:pk>/", referees.give_reference, name="give-reference"),
    path("applications/<int:pk>/invite/", applicants.invite_applicant, name="invite-applicant"),
    path("applications/<int:pk>/answers/", applicants.applicant_answers, name="applicant-answers"),
    path("applications/<int:pk>/referees/add/", referees.add_referee, name="add-referee"),
    path("referees/<int:pk>/edit/", referees.edit_referee, name="edit-referee"),
    path("referees/<int:pk>/ask/", referees.ask_referee, name="ask-referee"),
    path("referees/<int:pk>/remind/", referees.remind_referee, name="remind-referee"),
    path("referees/<int:pk>/give-up/", referees.give_up_referee, name="give-up-referee"),
    path("referees/<int:pk>/reference/", referees.record_reference, name="record-reference"),
    path("references/<int:pk>/", referees.reference, name="reference"),
    path("references/<int:pk>/correct/", referees.correct_reference, name="correct-reference"),
]
