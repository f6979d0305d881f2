"""The small doors of this room, and what officers see of them on the page of an application."""

from django.utils.translation import gettext_lazy as _

from carers.models import Application, Household, Referee, Reference, ReportVersion, SectionFilled
from carers.sections import SECTIONS
from schemes import clock
from schemes.doors import Door
from schemes.link_rows import link_rows
from schemes.models import Link


def application_behind(link: Link) -> Application | None:
    """The application an applicant's or a referee's link belongs to."""
    rows = Application.objects.select_related("scheme", "folder", "household")
    return rows.filter(folder=link.folder_id, scheme=link.scheme_id).first()


def referee_behind(link: Link) -> Referee | None:
    """The referee a link was sent to."""
    rows = Referee.objects.select_related("application__folder", "application__scheme", "scheme", "link")
    return rows.filter(link=link).first()


def household_behind(link: Link) -> Household | None:
    """The household a carer's own link belongs to."""
    rows = Household.objects.select_related("scheme", "folder")
    return rows.filter(folder=link.folder_id, scheme=link.scheme_id).first()


def _applies(link: Link) -> bool:
    application = application_behind(link)
    return application is not None and application.is_open


def _is_asked(link: Link) -> bool:
    referee = referee_behind(link)
    return referee is not None and not referee.is_given_up and referee.application.is_open


def _is_ours(link: Link) -> bool:
    household = household_behind(link)
    return household is not None and (household.is_applying or household.status in Household.STANDING)


APPLICANT = Door(
    purpose=Link.Purpose.APPLICANT,
    start="applicant-start",
    inside="applicant-page",
    days_rule="applicant_link_days",
    heading=_("Your application"),
    is_open=_applies,
)
REFEREE = Door(
    purpose=Link.Purpose.REFEREE,
    start="referee-start",
    inside="give-reference",
    days_rule="applicant_link_days",
    heading=_("Your reference"),
    is_open=_is_asked,
)
CARER = Door(
    purpose=Link.Purpose.CARER,
    start="carer-start",
    inside="carer-page",
    days_rule="carer_link_days",
    heading=_("Your profile"),
    is_open=_is_ours,
)
DOORS = [APPLICANT, REFEREE, CARER]


def sections_of(application) -> list[dict]:
    """Each section with where it stands: not begun, begun, finished."""
    filled = {row.key: row for row in SectionFilled.objects.filter(application=application)}
    rows = []
    for key, section in SECTIONS.items():
        row = filled.get(key)
        state = "later" if row is None else "done" if row.done_on else "now"
        rows.append({"section": section, "row": row, "state": state, "done_on": row.done_on if row else None})
    return rows


def applicant_part(application) -> dict:
    """What the application's page shows of the applicant's own part."""
    sections = sections_of(application)
    links = application.folder.links.filter(purpose=Link.Purpose.APPLICANT).order_by("pk")
    return {
        "sections": sections,
        "begun": sum(row["row"] is not None for row in sections),
        "done": sum(row["state"] == "done" for row in sections),
        "links": link_rows(links, clock.now()),
    }


def referees_part(application) -> dict:
    """What the application's page shows of its referees."""
    referees = list(application.referees.select_related("link", "member"))
    references = {
        row.referee_id: row for row in Reference.objects.standing().filter(application=application).order_by("pk")
    }
    links = {row.link.pk: row for row in link_rows([r.link for r in referees if r.link], clock.now())}
    rows = [{"referee": r, "reference": references.get(r.pk), "link": links.get(r.link_id)} for r in referees]
    return {"rows": rows, "arrived": len(references), "needed": 2}


def shared_report(application) -> ReportVersion | None:
    """The version of the report last shared with the applicant."""
    rows = ReportVersion.objects.standing().filter(
        report__application=application, what_for=ReportVersion.WhatFor.SHARED
    )
    return rows.order_by("-number").first()


def counted_referees(application) -> tuple[int, int]:
    """(asked, arrived): all that an applicant learns of their references."""
    arrived = Reference.objects.standing().filter(application=application).count()
    waiting = application.referees.awaited().count()
    return waiting + arrived, arrived
