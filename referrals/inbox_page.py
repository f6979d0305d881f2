"""The inbox as it is opened most: its first page with nothing searched for, a statement put into SQL once."""

from django.db import connection
from django.db.models import Count, Window

from referrals.inbox import with_facts
from referrals.models import Person, Referral
from schemes.models import Account, Folder, StaffMember
from schemes.paging import CountedPages
from schemes.statements import Statement

# What the lines show, and by which way it is reached from a referral.
SHOWN = [
    (
        Referral,
        "",
        {
            "id", "scheme_id", "folder_id", "officer_id", "person_id", "status", "type_wanted", "near", "urgency",
            "is_short_notice", "promised_at", "rung_at", "received_at", "wake_on", "closed_on",
        },
    ),
    (Folder, "folder__", {"id", "reference"}),
    (Person, "person__", {"id", "full_name", "preferred_name", "is_address_hidden", "postcode", "officer_id"}),
    (StaffMember, "officer__", {"id", "account_id"}),
    (Account, "officer__account__", {"id", "name"}),
]  # fmt: skip
# A row is made of values in the order of its model's fields.
PARTS = [
    (model, way, [field.attname for field in model._meta.concrete_fields if field.attname in names])
    for model, way, names in SHOWN
]
FACTS = ["is_unopened", "last_move_on", "last_note_on", "asked_on", "answered", "in_the_list"]
# By what was chosen, for the scheme and the role of whoever chose: what they may see differs by role.
_STATEMENTS: dict[tuple, Statement] = {}
MOST_KEPT = 500


def page_of(actor, form, *, words: str, number: str, per_page: int):
    """One page of what a filter chose, with the facts of its lines, and counted."""
    if words or number not in ("", "1"):
        return CountedPages(with_facts(_chosen(actor, form, words)), per_page).get_page(number)
    key = (actor.scheme.pk, actor.role, per_page, *(form.cleaned_data[name] for name in form.field_order))
    if key not in _STATEMENTS:
        if len(_STATEMENTS) >= MOST_KEPT:
            _STATEMENTS.clear()
        rows = with_facts(_chosen(actor, form, "")).annotate(in_the_list=Window(Count("*")))
        ways = [way + name for _, way, names in PARTS for name in names]
        _STATEMENTS[key] = Statement(lambda: rows.select_related(None).values_list(*ways, *FACTS)[:per_page])
    return CountedPages.first_page([_referral(values) for values in _STATEMENTS[key].rows()], per_page)


def _chosen(actor, form, words: str):
    return form.choose(Referral.objects.visible_to(actor), words=words)


def _referral(values) -> Referral:
    """One row as a queryset would make it, with as much of each part as the page shows."""
    parts, at = [], 0
    for model, _, names in PARTS:
        own = values[at : at + len(names)]
        at += len(names)
        parts.append(model.from_db(connection.alias, names, own) if own[0] is not None else None)
    referral, folder, person, officer, account = parts
    if officer is not None:
        officer.account = account
    referral.folder, referral.person, referral.officer = folder, person, officer
    for name, value in zip(FACTS, values[at:], strict=True):
        setattr(referral, name, value)
    return referral
