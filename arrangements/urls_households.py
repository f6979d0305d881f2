"""Addresses of the carers' list and of a household's page, which also show who lives there."""

from django.urls import path

from arrangements.views import households, moving, standing

urlpatterns = [
    path("carers/", households.households, name="households"),
    path("carers/<int:pk>/", households.household, name="household"),
    path("carers/<int:pk>/move-house/", moving.move_house, name="move-house"),
    path("carers/<int:pk>/step-back/", standing.step_back_household, name="step-back-household"),
    path("carers/<int:pk>/come-back/", standing.come_back_household, name="come-back-household"),
    path("carers/<int:pk>/notice/", standing.give_notice, name="give-notice"),
    path("carers/<int:pk>/notice/call-off/", standing.call_off_notice, name="call-off-notice"),
    path("carers/<int:pk>/de-register/", standing.deregister_household, name="deregister-household"),
    path("carers/<int:pk>/end-approval/", standing.end_approval, name="end-approval"),
    path("carers/<int:pk>/split/", standing.split_household, name="split-household"),
]
