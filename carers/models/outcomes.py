"""Outcomes: what panel recommends or decides, what the decision maker then decides, and what follows from it."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction

from carers.models.applications import Application
from carers.models.panels import PanelItem, PanelOutcome
from carers.models.sittings import sitting_of
from carers.models.stages import StageName
from carers.models.standing import Leaving, call_off_notice, give_notice
from carers.models.terms import RequiredAction, Terms
from schemes.models import Policies, WrongState
from schemes.vocabulary import ArrangementType

Kind, Stage, Outcome = PanelItem.Kind, PanelOutcome.Stage, PanelOutcome.Outcome

# What each outcome is called for each kind of item; a kind offers only those named here.
WORDS = {
    Kind.APPROVAL: {
        Outcome.APPROVE: "Approve",
        Outcome.CONDITIONS: "Approve with conditions",
        Outcome.DEFER: "Defer",
        Outcome.NOT_APPROVE: "Not approve",
    },
    Kind.TERMS: {
        Outcome.APPROVE: "Agree the change of terms",
        Outcome.CONDITIONS: "Agree the change, with conditions",
        Outcome.DEFER: "Defer",
        Outcome.NOT_APPROVE: "Terms stay as they are",
    },
    Kind.FIRST_YEAR: {
        Outcome.APPROVE: "Approval goes on",
        Outcome.CONDITIONS: "Approval goes on, with conditions",
        Outcome.DEFER: "Defer",
        Outcome.NOT_APPROVE: "Approval should not go on",
    },
    Kind.CONCERN: {
        Outcome.APPROVE: "Approval goes on",
        Outcome.CONDITIONS: "Approval goes on, with conditions",
        Outcome.DEFER: "Defer",
        Outcome.NOT_APPROVE: "Approval should not go on",
    },
    Kind.DEREGISTER: {
        Outcome.APPROVE: "De-register",
        Outcome.DEFER: "Defer",
        Outcome.NOT_APPROVE: "Not de-register: approval goes on",
    },
    Kind.APPEAL: {
        Outcome.APPROVE: "Uphold the appeal",
        Outcome.DEFER: "Defer",
        Outcome.NOT_APPROVE: "Not uphold the appeal",
    },
}

# What the database says when it refuses an outcome, in words that say what to do.
REFUSED = {
    "nobody_decides_with_an_interest": "Whoever declared an interest in this does not decide it: somebody else must.",
    "everybody_who_sits_has_declared": "Everybody who sits must first say whether they have an interest in this item.",
    "panel_has_its_quorum": "Too few members sit: record who is there, or move this to another meeting.",
    "an_appeal_is_heard_afresh": "An appeal is heard by people who did not sit the first time: move it.",
    "one_standing_outcome_per_stage": "Somebody has just written down an outcome of this item. Open it again.",
}


def words_of(outcome: PanelOutcome) -> str:
    """What an outcome is called for its kind of item."""
    return WORDS[outcome.item.kind].get(outcome.outcome, outcome.get_outcome_display())


def people_limit_on(scheme, on, policies=None) -> int:
    """The most people anybody may be approved for on a day: the nation's limit or the scheme's, whichever is less."""
    value = (policies or Policies([scheme])).value
    return min(value(scheme.pk, "people_limit_nation", on), value(scheme.pk, "people_limit_scheme", on))


def panel_decides(item: PanelItem, policies=None) -> bool:
    """Whether panel itself decides this item, by the rule on the day of the meeting; an appeal always."""
    scheme = item.scheme
    rule = (policies or Policies([scheme])).value(scheme.pk, "panel_decides", item.meeting.held_on)
    return bool(rule) or item.kind == Kind.APPEAL


def sets_terms(kind: str, outcome: str) -> bool:
    """Whether this outcome says on which terms."""
    return kind in (Kind.APPROVAL, Kind.TERMS) and outcome in PanelOutcome.AGREES


@transaction.atomic
def record_panel_outcome(item, *, outcome, reasons, by, on, **more) -> PanelOutcome:
    """What panel said about an item: its decision, or its recommendation where somebody decides after it.

    `more`: conditions, back_on (a deferral), ends_on (a de-registration), terms (a dict of what `Terms` says) and
    actions ([(what, due_on)]). Refused without quorum, before everybody who sits has declared, or a second time.
    Undo: correct it while nothing has followed from it; then the household may appeal, or the next item takes over.
    """
    item.meeting.lock()  # who is there stands still while it is written down
    item.lock()
    _must_be_open(item, on)
    if item.outcomes.standing().exists():
        raise WrongState("What panel said about this is written down already. Open the item to read it.")
    if trouble := sitting_of(item).trouble:
        raise WrongState(trouble)
    decides = panel_decides(item)
    return write_down(item, Stage.DECISION if decides else Stage.RECOMMENDATION, outcome, reasons, by=by, on=on, **more)


@transaction.atomic
def record_decision(item, *, decided_by, outcome, reasons, by, on, **more) -> PanelOutcome:
    """What the decision maker decides after panel recommended; it may differ, with reasons. `more` as for panel.

    Undo: none by itself; the household may appeal.
    """
    item.lock()
    if item.is_withdrawn:
        raise WrongState("This was taken off the list.")
    said = {row.stage: row for row in item.outcomes.standing()}
    if Stage.DECISION in said:
        raise WrongState("A decision on this is written down already. Open the item to read it.")
    if Stage.RECOMMENDATION not in said:
        raise WrongState("Panel has not said anything about this yet: write down its recommendation first.")
    recommended = said[Stage.RECOMMENDATION]
    if recommended.outcome == Outcome.DEFER:
        raise WrongState("Panel deferred this, so there is nothing to decide until it comes back.")
    if on < recommended.happened_on:
        raise WrongState(f"The decision comes after panel of {recommended.happened_on:%-d %B %Y}: enter a later date.")
    if item.interests.standing().filter(seat__member=decided_by, has_interest=True).exists():
        raise WrongState(f"{decided_by} declared an interest in this, so somebody else must decide it.")
    return write_down(item, Stage.DECISION, outcome, reasons, by=by, on=on, decided_by=decided_by, **more)


def _must_be_open(item, on) -> None:
    if item.is_withdrawn:
        raise WrongState("This was taken off the list.")
    if item.meeting.closed_on:
        raise WrongState(f"{item.meeting} is closed: put this on the list of a later meeting.")
    if on < item.meeting.held_on:
        raise WrongState(f"{item.meeting} is still to come. Write down what it says once it has met.")


def write_down(
    item, stage, outcome, reasons, *, by, on, decided_by=None, conditions="", back_on=None, ends_on=None, terms=None,
    actions=(), correcting=None, why="",
) -> PanelOutcome:  # fmt: skip
    """Put the outcome down, or in place of the one it corrects, and do what follows from it: whole or not at all.

    Undo: correct it while nothing has followed from it.
    """
    terms = terms if sets_terms(item.kind, outcome) else None
    if sets_terms(item.kind, outcome) and not terms:
        raise WrongState("Say on which terms.")
    if terms:
        _check_terms(item, terms, terms.get("from_on") or on)
    is_final = stage == Stage.DECISION or outcome == Outcome.DEFER
    policies = Policies([item.scheme])
    appeals = is_final and may_be_appealed(item.kind, outcome)
    days = timedelta(days=policies.value(item.scheme_id, "appeal_days", on))
    try:
        with transaction.atomic():
            said = {
                "stage": stage, "outcome": outcome, "reasons": reasons, "conditions": conditions, "back_on": back_on,
                "decided_by": decided_by, "terms_agreed": _as_text(terms, actions, ends_on),
                "appeal_by_on": on + days if appeals else None, "happened_on": on, "by": by,
            }  # fmt: skip
            if correcting:
                row = correcting.correct(why=why, **said)
            else:
                row = PanelOutcome.put_down(scheme=item.scheme, item=item, **said)
    except IntegrityError as refused:
        name = getattr(getattr(refused.__cause__, "diag", None), "constraint_name", "")
        if name not in REFUSED:
            raise
        raise WrongState(REFUSED[name]) from refused
    if is_final:
        FOLLOWS[item.kind](item, row, by=by)
        if row.agrees and item.kind != Kind.APPEAL:
            for what, due_on in actions:
                RequiredAction.add(scheme=item.scheme, household=item.household, what=what, due_on=due_on, by=by)
    elif (
        not correcting
        and item.application
        and Application.Status.DECIDING not in StageName.switched_off(item.scheme_id)
    ):
        item.application.take_outcome(Application.Status.DECIDING, by=by, why=words_of(row))
    return row


def may_be_appealed(kind: str, outcome: str) -> bool:
    """Whether a household may appeal against this decision."""
    if kind == Kind.DEREGISTER:
        return outcome == Outcome.APPROVE
    return kind != Kind.APPEAL and outcome in (Outcome.NOT_APPROVE, Outcome.CONDITIONS)


def _check_terms(item, terms, on) -> None:
    most = people_limit_on(item.scheme, on)
    if terms["people_limit"] > most:
        raise WrongState(f"At most {most} people may live in or stay at one home here: enter {most} or fewer.")
    if not terms["types"]:
        raise WrongState("Choose at least one kind of arrangement they are approved for.")


# --- terms as text on the outcome, until the agreement is signed ----------------------------------------------------

DAYS = ("from_on", "until_on", "probation_ends_on", "ends_on")


def _as_text(terms, actions, ends_on) -> dict:
    kept = dict(terms or {})
    if ends_on:
        kept["ends_on"] = ends_on
    kept = {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()}
    if actions:
        kept["actions"] = [[what, due_on.isoformat()] for what, due_on in actions]
    return kept


def terms_in(outcome: PanelOutcome) -> dict:
    """The terms an outcome names, with days as days; `actions` as [(what, due_on)]."""
    kept = dict(outcome.terms_agreed)
    for name in DAYS:
        if kept.get(name):
            kept[name] = date.fromisoformat(kept[name])
    kept["actions"] = [(what, date.fromisoformat(on)) for what, on in kept.get("actions", [])]
    return kept


def terms_in_words(outcome: PanelOutcome) -> list[tuple[str, object]]:
    """The terms an outcome names, as staff read them: (what, value)."""
    kept = terms_in(outcome)
    lines = []
    if kept.get("people_limit"):
        lines = [
            ("Most people at once", kept["people_limit"]),
            ("Approved for", ", ".join(str(ArrangementType(kind).label) for kind in kept["types"])),
            ("For named people only", "Yes" if kept.get("is_named_only") else ""),
            ("Needs they may support", kept.get("may_support")),
            ("Not approved for", kept.get("exclusions")),
            ("From", kept.get("from_on")),
            ("Until", kept.get("until_on")),
            ("Probation ends", kept.get("probation_ends_on")),
        ]
    lines.append(("Approval to end on", kept.get("ends_on")))
    lines += [("To do", f"{what}, by {on:%-d %B %Y}") for what, on in kept["actions"]]
    return [(what, value) for what, value in lines if value]


def fields_of_terms(row: PanelOutcome) -> dict:
    """The fields of `Terms` as an outcome names them, without the day they begin."""
    kept = terms_in(row)
    names = ("people_limit", "types", "is_named_only", "may_support", "exclusions", "until_on", "probation_ends_on")
    return {name: kept[name] for name in names if name in kept} | {
        "outcome": row,
        "conditions": row.conditions,
        "decided_by": row.decided_by.name if row.decided_by else str(row.item.meeting),
        "happened_on": row.happened_on,
    }


# --- what follows from each ------------------------------------------------------------------------------------------


def _approval(item, row, *, by) -> None:
    """A new approval: the agreement is to be signed (approval begins with it), it comes back, or not this time."""
    to = {
        Outcome.DEFER: Application.Status.DEFERRED,
        Outcome.NOT_APPROVE: Application.Status.NOT_APPROVED,
    }.get(row.outcome, Application.Status.AGREEING)
    item.application.take_outcome(to, by=by, why=words_of(row))
    if row.outcome == Outcome.NOT_APPROVE:
        item.household.application_ended(by=by, why="Not approved")


def _terms(item, row, *, by) -> None:
    """A change of terms: the new ones hold from their day."""
    if row.agrees:
        from_on = terms_in(row).get("from_on") or row.happened_on
        Terms.set_terms(household=item.household, from_on=from_on, by=by, **fields_of_terms(row))


def _nothing_more(item, row, *, by) -> None:
    """The outcome stands on record; what it asks for are acts of their own."""


def _deregister(item, row, *, by) -> None:
    """The scheme gives notice: approval ends on a day, and until when they may appeal is said."""
    if row.agrees:
        give_notice(
            item.household, by=by, kind=Leaving.Kind.DEREGISTERED, given_on=row.happened_on,
            ends_on=terms_in(row).get("ends_on") or row.appeal_by_on, why=row.reasons[:4000],
            appeal_by_on=row.appeal_by_on, outcome=row,
        )  # fmt: skip


def _appeal(item, row, *, by) -> None:
    """An appeal that was heard is over: upheld or not."""
    if row.outcome != Outcome.DEFER:
        close_appeal(item.appeal, "upheld" if row.agrees else "dismissed", by=by, on=row.happened_on, why=row.reasons)


FOLLOWS = {
    Kind.APPROVAL: _approval,
    Kind.TERMS: _terms,
    Kind.FIRST_YEAR: _nothing_more,
    Kind.CONCERN: _nothing_more,
    Kind.DEREGISTER: _deregister,
    Kind.APPEAL: _appeal,
}


@transaction.atomic
def close_appeal(appeal, ending, *, by, on, why="") -> None:
    """An appeal ends: upheld, and the case comes before panel again; not upheld; or withdrawn. Undo: none."""
    appeal.lock()
    if appeal.ended_on:
        raise WrongState(f"This appeal has ended already: {appeal.get_ending_display().lower()}.")
    appeal.save_edit({"ending": ending, "ended_on": on}, version=None, by=by, why=why[:500] or ending)
    if ending != "upheld":
        return
    first = appeal.outcome.item
    if first.kind == Kind.APPROVAL and first.application.status == Application.Status.NOT_APPROVED:
        if Application.objects.open().filter(household=appeal.household).exists():
            raise WrongState(f"{appeal.household} has another application open: close that first.")
        appeal.household.apply_again(by=by, why="Appeal upheld")
        first.application.take_outcome(Application.Status.PANEL, by=by, why="Appeal upheld")
    if first.kind == Kind.DEREGISTER and Leaving.objects.standing().filter(household=appeal.household).exists():
        call_off_notice(appeal.household, by=by, why="Appeal upheld")


def told_household(outcome: PanelOutcome, *, on, by) -> PanelOutcome:
    """Write down the day the household was told; gives the outcome that stands now. Undo: correct it again."""
    if outcome.told_on:
        raise WrongState(f"They were told on {outcome.told_on:%-d %B %Y}.")
    return outcome.correct(why="The household was told", told_on=on, by=by)
