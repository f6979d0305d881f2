"""Addresses of recruitment and growth."""

from django.urls import path

from carers.views import growth, recruitment

urlpatterns = [
    path("recruitment/", recruitment.recruitment, name="recruitment"),
    path("recruitment/campaigns/", growth.campaigns, name="campaigns"),
    path("recruitment/campaigns/add/", growth.add_campaign, name="add-campaign"),
    path("recruitment/campaigns/<int:pk>/", growth.edit_campaign, name="edit-campaign"),
    path("recruitment/spend/", growth.record_spend, name="record-spend"),
    path("recruitment/spend/<int:pk>/", growth.correct_spend, name="correct-spend"),
    path("growth/", growth.growth_projects, name="growth-projects"),
    path("growth/add/", growth.add_growth_project, name="add-growth-project"),
    path("growth/<int:pk>/edit/", growth.edit_growth_project, name="edit-growth-project"),
    path("carers/<int:pk>/mentoring/", growth.record_mentoring, name="record-mentoring"),
    path("carers/mentoring/<int:pk>/end/", growth.end_mentoring, name="end-mentoring"),
]
