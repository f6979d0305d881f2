"""Addresses of this room: notes and folders, the scheme's rules, staff and details, one's own account."""

from django.urls import include, path

from schemes.views import documents, duty, folders, notes, rules, settings, staff, wordings

folder_urls = [
    path("notes/add/", notes.add_note, name="add-note"),
    path("restrict/", folders.restrict_folder, name="restrict-folder"),
    path("lift-restriction/", folders.lift_restriction, name="lift-restriction"),
    path("openings/", folders.folder_openings, name="folder-openings"),
]

settings_urls = [
    path("", settings.settings, name="settings"),
    path("scheme/", settings.edit_scheme, name="edit-scheme"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<slug:key>/", rules.change_rule, name="change-rule"),
    path("letters/", wordings.wordings, name="wordings"),
    path("letters/<slug:key>/", wordings.change_wording, name="change-wording"),
    path("duty/", duty.duty_turns, name="duty-turns"),
    path("duty/give/", duty.give_duty_turn, name="give-duty-turn"),
    path("duty/<int:pk>/", duty.edit_duty_turn, name="edit-duty-turn"),
    path("staff/", staff.staff, name="staff"),
    path("staff/invite/", staff.invite_staff, name="invite-staff"),
    path("staff/invitations/<int:pk>/take-back/", staff.take_back_invitation, name="take-back-invitation"),
    path("staff/<int:pk>/let-go/", staff.let_go_staff, name="let-go-staff"),
]

urlpatterns = [
    path("folders/<int:pk>/", include(folder_urls)),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/picture/", documents.document_picture, name="document-picture"),
    path("notes/<int:pk>/correct/", notes.correct_note, name="correct-note"),
    path("settings/", include(settings_urls)),
    path("invitation/<str:secret>/", staff.accept_invitation, name="accept-invitation"),
    path("account/name/", staff.change_own_name, name="change-own-name"),
]
