"""Addresses where the scheme words its referral form."""

from django.urls import path

from referrals.views import form_design

urlpatterns = [
    path("", form_design.form_design, name="form-design"),
    path("preview/", form_design.preview_form, name="preview-form"),
    path("publish/", form_design.publish_form, name="publish-form"),
    path("questions/add/", form_design.add_question, name="add-question"),
    path("versions/<int:pk>/", form_design.form_version, name="form-version"),
    path("<slug:key>/", form_design.word_question, name="word-question"),
    path("<slug:key>/move/", form_design.move_question, name="move-question"),
    path("<slug:key>/edit/", form_design.edit_question, name="edit-question"),
    path("<slug:key>/drop/", form_design.drop_question, name="drop-question"),
]
