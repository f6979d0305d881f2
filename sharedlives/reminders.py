"""The morning email: decided by date from rows, so that a missed hour, a second run or a kill changes nothing."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from schemes.models import Actor, Folder, Message, Policies, Scheme, StaffMember
from schemes.working_days import is_working_day
from sharedlives.due import all_due, furthest_shown, hidden_folders, seen_by
from sharedlives.letters import morning_email
from sharedlives.today import Today, arrange, usual_view


def key_of(staff: StaffMember, on) -> str:
    """What makes one morning email of one person on one day unique."""
    return f"digest:{staff.pk}:{on}"


def queue_morning_emails(at: datetime) -> int:
    """Put today's morning emails in the outbox, once each; returns how many were new.

    On working days of the scheme's nation (or every day, where its rule says so), from the scheme's hour on; a missed
    hour is caught up on the same day, a missed day is not. Who has nothing to do gets none.
    """
    on = timezone.localdate(at)
    hour = timezone.localtime(at).hour
    schemes = list(Scheme.objects.order_by("pk"))
    policies = Policies(schemes)
    schemes = [
        scheme
        for scheme in schemes
        if (is_working_day(on, scheme.nation) or policies.value(scheme.pk, "digest_rest_days", on))
        and hour >= policies.value(scheme.pk, "digest_hour", on)
    ]
    waiting = _still_without(schemes, on)
    by = Actor.for_job("morning email") if waiting else None
    made = 0
    for staff, board, references in _boards(waiting, on, policies):
        scheme = staff.scheme
        subject, body = morning_email(staff, scheme, board, references)
        message = Message.queue(scheme=scheme, key=key_of(staff, on), to=staff.email, subject=subject, body=body, by=by)
        made += message.queued_at >= at
    return made


def _still_without(schemes, on) -> list[StaffMember]:
    """Who holds cases in these schemes and has had no morning email on this day."""
    had = set(
        Message.objects.filter(scheme__in=schemes, key__startswith="digest:", key__endswith=f":{on}").values_list(
            "key", flat=True
        )
    )
    staff = StaffMember.objects.officers().filter(scheme__in=schemes).select_related("account", "scheme")
    return [person for person in staff.order_by("pk") if key_of(person, on) not in had]


def _boards(waiting: list[StaffMember], on, policies) -> Iterator[tuple[StaffMember, Today, dict[int, str]]]:
    """Each person's Today as they will see it, where it asks for an act; with the references of its folders."""
    schemes = list({staff.scheme_id: staff.scheme for staff in waiting}.values())
    if not schemes:
        return
    rows = all_due(schemes, on, policies, until=furthest_shown(schemes, on, policies))
    hidden = hidden_folders(schemes)
    references = dict(Folder.objects.filter(pk__in={row.folder_id for row in rows}).values_list("pk", "reference"))
    for staff in waiting:
        soon_days = policies.value(staff.scheme_id, "due_this_week_days", on)
        board = arrange(seen_by(staff, rows, hidden), staff, on, soon_days, usual_view(staff.role))
        if board.asks_for_an_act:
            yield staff, board, references
