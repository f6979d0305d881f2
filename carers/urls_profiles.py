"""Addresses of a household's profile: behind the carers' own link, and for officers."""

from django.urls import path

from carers.views import profile_staff, profiles

urlpatterns = [
    path("link/carer/<str:secret>/", profiles.carer_start, name="carer-start"),
    path("carer/<int:pk>/", profiles.carer_page, name="carer-page"),
    path("carer/<int:pk>/part/<slug:key>/", profiles.carer_section, name="carer-section"),
    path("carer/<int:pk>/photos/", profiles.carer_photos, name="carer-photos"),
    path("carer/<int:pk>/photos/<int:number>/", profiles.carer_photo, name="carer-photo"),
    path("carer/<int:pk>/photos/<int:number>/picture/", profiles.carer_picture, name="carer-picture"),
    path("carer/<int:pk>/preview/", profiles.carer_preview, name="carer-preview"),
    path("carers/<int:pk>/invite/", profile_staff.invite_carer, name="invite-carer"),
    path("carers/<int:pk>/profile/", profile_staff.profile, name="profile"),
    path("carers/<int:pk>/profile/edit/", profile_staff.edit_profile, name="edit-profile"),
    path("carers/<int:pk>/profile/publish/", profile_staff.publish_profile, name="publish-profile"),
    path("carers/<int:pk>/profile/photos/add/", profile_staff.add_profile_photo, name="add-profile-photo"),
    path("carers/profile-photos/<int:pk>/", profile_staff.edit_profile_photo, name="edit-profile-photo"),
    path("carers/profile-photos/<int:pk>/remove/", profile_staff.remove_profile_photo, name="remove-profile-photo"),
]
