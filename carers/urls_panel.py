"""Addresses of assessment, panel, outcomes and appeals."""

from django.urls import include, path

from carers.views import appeals, assessment, outcomes, panel_items, panels

application_urls = [
    path("assessment-visits/add/", assessment.record_assessment_visit, name="record-assessment-visit"),
    path("report/", assessment.report, name="report"),
    path("report/share/", assessment.share_report, name="share-report"),
    path("report/<slug:key>/", assessment.write_report, name="write-report"),
    path("send-to-panel/", assessment.send_to_panel, name="send-to-panel"),
]

meeting_urls = [
    path("", panels.panel_meeting, name="panel-meeting"),
    path("edit/", panels.edit_panel_meeting, name="edit-panel-meeting"),
    path("attendance/", panels.record_attendance, name="record-attendance"),
    path("minutes/", panels.panel_minutes, name="panel-minutes"),
    path("papers/", panels.send_panel_papers, name="send-panel-papers"),
    path("close/", panels.close_panel_meeting, name="close-panel-meeting"),
]

item_urls = [
    path("", panel_items.panel_item, name="panel-item"),
    path("declare/", panel_items.declare_interest, name="declare-interest"),
    path("move/", panel_items.move_panel_item, name="move-panel-item"),
    path("withdraw/", panel_items.withdraw_panel_item, name="withdraw-panel-item"),
    path("outcome/", outcomes.record_panel_outcome, name="record-panel-outcome"),
    path("outcome/correct/", outcomes.correct_panel_outcome, name="correct-panel-outcome"),
    path("decision/", outcomes.record_decision, name="record-decision"),
    path("letter/", outcomes.send_decision_letter, name="send-decision-letter"),
    path("appeal/", appeals.record_appeal, name="record-appeal"),
]

urlpatterns = [
    path("carers/applications/<int:pk>/", include(application_urls)),
    path("carers/assessment-visits/<int:pk>/", assessment.correct_assessment_visit, name="correct-assessment-visit"),
    path("carers/report-versions/<int:pk>/", assessment.report_version, name="report-version"),
    path("carers/panels/", panels.panels, name="panels"),
    path("carers/panels/call/", panels.hold_panel_meeting, name="hold-panel-meeting"),
    path("carers/panels/items/add/", panel_items.add_panel_item, name="add-panel-item"),
    path("carers/panels/<int:pk>/", include(meeting_urls)),
    path("carers/panels/items/<int:pk>/", include(item_urls)),
    path("carers/appeals/<int:pk>/hear/", appeals.hear_appeal, name="hear-appeal"),
    path("carers/appeals/<int:pk>/end/", appeals.end_appeal, name="end-appeal"),
    path("panel-papers/", panels.panel_papers, name="panel-papers"),
]
