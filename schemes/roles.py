"""Who may do what. The one file that knows; `manage.py access` prints it beside every address."""

from django.db import models


class Role(models.TextChoices):
    OFFICER = "officer", "Officer"
    MANAGER = "manager", "Manager"
    PANEL_MEMBER = "panel_member", "Panel member"
    VIEWER = "viewer", "Viewer"
    REGIONAL_VIEWER = "regional_viewer", "Regional viewer"
    ADMINISTRATOR = "administrator", "Administrator"


EVERYDAY = {
    "today.see",
    "search.use",
    "people.see",
    "people.edit",
    "referrals.see",
    "referrals.triage",
    "households.see",
    "households.edit",
    "applications.see",
    "applications.act",
    "panel.hold",
    "packs.read",
    "panel.sit",
    "matches.see",
    "matches.act",
    "arrangements.see",
    "arrangements.act",
    "counts.see",
    "rules.see",
    "notes.write",
    "documents.see",
}

ALLOWED: dict[str, set[str]] = {
    Role.OFFICER: EVERYDAY,
    # A manager may also put a case back, restrict a folder, skip introductions in an emergency, read who looked,
    # decide after panel, let a check wait, look into an allegation, write down money and projects for growth, word the
    # referral form, and read an address that is hidden.
    Role.MANAGER: EVERYDAY
    | {
        "cases.put_back",
        "folders.restrict",
        "folders.see_restricted",
        "arrangements.emergency",
        "openings.see",
        "messages.see",
        "panel.decide",
        "checks.waive",
        "allegations.see",
        "growth.edit",
        "form.design",
        "addresses.see_hidden",
        "duty.set",
    },
    Role.PANEL_MEMBER: {"panel.see", "panel.sit"},
    Role.VIEWER: {"counts.see"},
    Role.REGIONAL_VIEWER: {"counts.see"},
    Role.ADMINISTRATOR: {"settings.change", "staff.invite", "rules.see", "form.design"},
}

# What a signed-in person of any role may do.
ANYONE = {"account.use"}

# Roles that read rows about people and households. The others see counts, settings or their own papers only.
SEES_RECORDS = {Role.OFFICER, Role.MANAGER}


def may(role: str, permission: str) -> bool:
    """Whether this role carries this permission."""
    return permission in ANYONE or permission in ALLOWED.get(role, set())
