"""Addresses of the carers' list and of a household's page, which also show who lives there."""

from django.urls import path

from arrangements.views import growth, households, moving, named, places, standing

urlpatterns = [
    path("growth/<int:pk>/", growth.growth_project, name="growth-project"),
    path("carers/", households.households, name="households"),
    path("carers/<int:pk>/", households.household, name="household"),
    path("carers/places/", places.places, name="places"),
    path("carers/<int:pk>/places/", places.household_places, name="household-places"),
    path("carers/<int:pk>/move-house/", moving.move_house, name="move-house"),
    path("carers/<int:pk>/named/", named.name_person, name="name-person"),
    path("carers/named/<int:pk>/", named.take_back_named_person, name="take-back-named-person"),
    path("carers/<int:pk>/step-back/", standing.step_back_household, name="step-back-household"),
    path("carers/<int:pk>/come-back/", standing.come_back_household, name="come-back-household"),
    path("carers/<int:pk>/notice/", standing.give_notice, name="give-notice"),
    path("carers/<int:pk>/notice/call-off/", standing.call_off_notice, name="call-off-notice"),
    path("carers/<int:pk>/de-register/", standing.deregister_household, name="deregister-household"),
    path("carers/<int:pk>/end-approval/", standing.end_approval, name="end-approval"),
    path("carers/<int:pk>/split/", standing.split_household, name="split-household"),
]
