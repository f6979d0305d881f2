"""What is owed to people who ask to become carers: an answer, an end of waiting, a word when it has been quiet."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.urls import reverse

from carers.models import Application, Contact
from schemes.due import NEW, Due
from schemes.models import Move, Note
from schemes.working_days import add_working_days

STATUS = Application.Status


def answer_by(application: Application, policies) -> date:
    """The day by which an enquiry is owed an answer, as the rule said when it came."""
    begun = application.since_on
    days = policies.value(application.scheme_id, "enquiry_answer_working_days", begun)
    return add_working_days(begun, days, application.scheme.nation)


def _last(model):
    rows = model.objects.standing().filter(folder=OuterRef("folder")).order_by().values("folder")
    return Subquery(rows.annotate(last=Max("happened_on")).values("last"))


def due(schemes, on: date, policies, *, until: date | None = None) -> Iterable[Due]:
    """Answer an enquiry, wake what is on hold, or say something where nothing was recorded for long."""
    reached = Contact.objects.reached().filter(folder=OuterRef("folder"))
    applications = (
        Application.objects.filter(scheme__in=schemes)
        .open()
        .filter(is_historical=False)
        .select_related("folder", "scheme")
        .annotate(is_reached=Exists(reached), moved=_last(Move), contacted=_last(Contact), noted=_last(Note))
        .order_by("pk")
    )
    if until:
        applications = applications.exclude(Q(status=STATUS.ON_HOLD) & Q(wake_on__gt=until))
    for application in applications:
        row = {
            "scheme_id": application.scheme_id,
            "folder_id": application.folder_id,
            "who": f"{application.reference} · {application.name}",
            "officer_id": application.officer_id,
        }
        signs = [application.since_on, application.moved, application.contacted, application.noted]
        last = max(day for day in signs if day)
        silence = policies.value(application.scheme_id, "application_silence_days", on)
        if application.status == STATUS.ON_HOLD:
            yield Due(
                key=f"wake-application:{application.pk}",
                kind="wake_application",
                on=application.wake_on,
                what="Take off hold, or close",
                url=reverse("resume-application", args=[application.pk]),
                **row,
            )
        elif application.status == STATUS.ENQUIRY and not application.is_reached:
            yield Due(
                key=f"answer-enquiry:{application.pk}",
                kind="answer_enquiry",
                on=answer_by(application, policies),
                what="Answer the enquiry",
                url=reverse("record-contact", args=[application.folder_id]),
                state=NEW,
                said=f"Tried on {application.contacted:%-d %B}" if application.contacted else application.reach,
                **row,
            )
        elif until is None or last + timedelta(days=silence) <= until:
            yield Due(
                key=f"application-silence:{application.pk}",
                kind="application_silence",
                on=last + timedelta(days=silence),
                what="Say how the application goes",
                url=reverse("record-contact", args=[application.folder_id]),
                said=f"Nothing recorded since {last:%-d %B}",
                **row,
            )
