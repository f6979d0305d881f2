"""Putting right what was written down of an outcome, while nothing has followed from it."""

from django.db import transaction

from carers.models.outcomes import Kind, Outcome, Stage, terms_in, write_down
from carers.models.panels import Appeal, PanelItem, PanelOutcome
from schemes.models import WrongState

# What to do once something has followed from an outcome, by kind of item.
INSTEAD = {
    Kind.APPROVAL: "A manager can put the application back on its own page. Then put it on a panel’s list again.",
    Kind.TERMS: "Correct the terms on the household’s page, or ask panel for other terms.",
    Kind.FIRST_YEAR: "Put it on a panel’s list again, and write to them.",
    Kind.CONCERN: "Put it on a panel’s list again, and write to them.",
    Kind.DEREGISTER: "A manager can call off the notice on the household’s page.",
    Kind.APPEAL: "An appeal that has ended stays ended. Put the matter on a panel’s list again.",
}
NOTHING_FOLLOWS = (Kind.FIRST_YEAR, Kind.CONCERN)


def correctable_outcome(item: PanelItem) -> PanelOutcome | None:
    """The outcome that can still be put right: a recommendation not decided on, or a decision without consequences."""
    rows = {row.stage: row for row in item.outcomes.standing()}
    row = rows.get(Stage.DECISION) or rows.get(Stage.RECOMMENDATION)
    if row is None or row.told_on or row.outcome == Outcome.DEFER or item.is_withdrawn:
        return None
    if row.stage == Stage.RECOMMENDATION:
        return row
    if item.kind not in NOTHING_FOLLOWS or terms_in(row)["actions"] or Appeal.objects.filter(outcome=row).exists():
        return None
    return row


@transaction.atomic
def correct_panel_outcome(item, *, why, outcome, reasons, by, on, **more) -> PanelOutcome:
    """Put another outcome in place of one written down wrongly, saying why; the wrong one stays readable.

    Only while nothing has followed from it. Undo: correct it back.
    """
    item.meeting.lock()
    item.lock()
    row = correctable_outcome(item)
    if row is None:
        raise WrongState(f"This cannot be corrected any more. {INSTEAD[item.kind]}")
    if row.decided_by_id and not by.may("panel.decide"):
        raise WrongState("A manager decided this, so a manager corrects it.")
    if outcome == Outcome.DEFER and row.stage == Stage.DECISION:
        raise WrongState("A decision cannot become a deferral: put this on the list of a later meeting.")
    if on < item.meeting.held_on:
        raise WrongState(f"Panel met on {item.meeting.held_on:%-d %B %Y}: enter that day or a later one.")
    return write_down(
        item, row.stage, outcome, reasons, by=by, on=on, decided_by=row.decided_by, correcting=row, why=why, **more
    )
