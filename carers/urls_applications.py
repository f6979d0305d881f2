"""Addresses of how carers come: the public form, the pipeline, an application, the contact log, the stages."""

from django.urls import include, path

from carers.views import applications, contacts, enquiries, pipeline, stages

public_urls = [
    path("", enquiries.become_a_carer, name="become-a-carer"),
    path("<slug:slug>/", enquiries.enquire, name="enquire"),
    path("<slug:slug>/sent/", enquiries.enquire_sent, name="enquire-sent"),
]

application_urls = [
    path("", applications.application, name="application"),
    path("edit/", enquiries.edit_enquiry, name="edit-enquiry"),
    path("move/", applications.move_application, name="move-application"),
    path("step/", applications.take_step, name="take-step"),
    path("begin/", applications.begin_application, name="begin-application"),
    path("hold/", applications.hold_application, name="hold-application"),
    path("resume/", applications.resume_application, name="resume-application"),
    path("close/", applications.close_application, name="close-application"),
    path("join/", applications.join_application, name="join-application"),
    path("put-back/", applications.put_back_application, name="put-back-application"),
    path("hand-over/", applications.hand_application, name="hand-application"),
]

settings_urls = [
    path("stages/", stages.stages, name="stages"),
    path("stages/<slug:key>/", stages.edit_stage, name="edit-stage"),
    path("closing-reasons/", stages.closing_reasons, name="closing-reasons"),
    path("closing-reasons/add/", stages.add_closing_reason, name="add-closing-reason"),
    path("closing-reasons/<int:pk>/", stages.edit_closing_reason, name="edit-closing-reason"),
]

urlpatterns = [
    path("become-a-carer/", include(public_urls)),
    path("applications/", pipeline.applications, name="applications"),
    path("applications/add/", enquiries.add_enquiry, name="add-enquiry"),
    path("applications/<int:pk>/", include(application_urls)),
    path("contacts/<int:pk>/correct/", contacts.correct_contact, name="correct-contact"),
    path("contacts/add/<int:pk>/", contacts.record_contact, name="record-contact"),
    path("settings/", include(settings_urls)),
]
