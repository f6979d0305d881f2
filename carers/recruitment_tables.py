"""The questions of the recruitment view, each with its answer: a sentence, bars, a table, and how it is counted.

Whoever may not see rows is told no number below five, nor one from which such a number follows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from carers.models import Application, Campaign, StageName
from carers.recruitment import (
    NO_CAMPAIGN,
    WAY,
    Period,
    Span,
    Trail,
    approved_in,
    by_campaign,
    by_source,
    came_in,
    closings_in,
    conversion,
    cost_each,
    days_in_stages,
    days_to_approval,
    spent_in,
)
from schemes.small_numbers import FEW, said, said_in_steps, said_with_total

STATUS = Application.Status
# Dark first, orange for the second (Government Analysis Function): told apart in greyscale too.
DARK, LIGHT = "#12436D", "#F46A25"
WIDE = 160
NOT_RECORDED = "not recorded"


@dataclass
class Answer:
    """One question: what is asked, the answer in a sentence, its table, how the figures are made."""

    key: str
    question: str
    says: str
    how: str
    head: list[dict]
    rows: list[list] = field(default_factory=list)
    why_empty: str = ""


@dataclass
class Asked:
    """What every answer needs: the scheme, the period, its applications, who asks, and where rows are."""

    scheme: object
    period: Period
    trails: list[Trail]
    hide_few: bool
    link: Callable[[str], str]  # the address of the rows behind a number, "" for who may not see rows

    def number(self, text: str, of: str = "") -> dict:
        """One number in a table, with its rows behind it."""
        is_told = text.isdigit() and text != "0"
        return {"text": text, "numeric": True, "url": self.link(of) if of and is_told else ""}


def bar(text: str, most: int) -> dict:
    """A bar as long as a number; none where the number is not told."""
    width = round(WIDE * int(text) / most) if text.isdigit() and most else 0
    return {"bars": [{"x": 0, "width": width, "fill": DARK}] if width else []}


def bar_of_span(span: Span, most: int) -> dict:
    """From the shortest to the longest, with the median in it."""
    scale = WIDE / most if most else 0
    start, end, middle = (round(days * scale) for days in (span.shortest, span.longest, span.middle))
    return {
        "bars": [
            {"x": start, "width": max(end - start, 2), "fill": LIGHT},
            {"x": min(max(middle - 2, 0), WIDE - 4), "width": 4, "fill": DARK},
        ]
    }


def _leads(ordered: list, counts: dict, told: dict) -> bool:
    """Whether the first of some is told and alone the largest."""
    if not ordered or not told[ordered[0]].isdigit():
        return False
    return len(ordered) == 1 or counts[ordered[0]] > counts[ordered[1]]


def days(number: float) -> str:
    return f"{number:g} day{'' if number == 1 else 's'}"


def pounds(amount: Decimal) -> str:
    return f"£{amount:,.0f}" if amount == int(amount) else f"£{amount:,.2f}"


def answers(asked: Asked) -> list[Answer]:
    """Every question of the view, in order."""
    return [sources(asked), campaigns(asked), stages(asked), durations(asked), reasons(asked), cost(asked)]


def sources(asked: Asked) -> Answer:
    """Enquiries of the period by how they heard; the denominator is every enquiry of the period."""
    counts = by_source(asked.trails, asked.period)
    total, told = said_with_total(sum(counts.values()), counts, hide_few=asked.hide_few)
    before = said(len(came_in(asked.trails, asked.period.before)), hide_few=asked.hide_few)
    labels = dict(Application.Source.choices)
    most = max(counts.values(), default=0)
    ordered = sorted(counts, key=lambda source: (-counts[source], source))
    lead = ""
    if _leads(ordered, counts, told):
        lead = f" Most heard in this way: {labels[ordered[0]].lower()} ({told[ordered[0]]})."
    return Answer(
        "sources",
        "Where do enquiries come from?",
        f"{total} enquir{'y' if total == '1' else 'ies'} came; in the {asked.period.days} days before, {before}.{lead}",
        "Applications whose first day lies in the period, by the answer to “How did you hear of us?”. Imported cases "
        "count.",
        [{"text": "How they heard"}, {"text": "Share"}, {"text": "Enquiries", "numeric": True}],
        [[labels[one], bar(told[one], most), asked.number(told[one], f"source:{one}")] for one in ordered],
        "Nobody enquired in this period.",
    )


def campaigns(asked: Asked) -> Answer:
    """Enquiries of the period, signed agreements and money spent in it, by campaign."""
    counts = by_campaign(asked.trails, asked.period)
    spent = spent_in(asked.scheme, asked.period)
    names = {row.pk: row.name for row in Campaign.objects.filter(scheme=asked.scheme)}
    approved = {trail.campaign_id for trail in approved_in(asked.trails, asked.period)}
    shown = sorted((set(counts) | set(spent) | approved) - {None}, key=lambda pk: (-counts[pk], names[pk]))
    _total, told = said_with_total(sum(counts.values()), counts, hide_few=asked.hide_few)
    rows = []
    for pk in [*shown, *([None] if counts[None] else [])]:
        number = told.get(pk, "0")
        won = sum(trail.campaign_id == pk for trail in approved_in(asked.trails, asked.period))
        rows.append(
            [
                names.get(pk, "No campaign named"),
                asked.number(number, f"campaign:{pk or NO_CAMPAIGN}"),
                {"text": said(won, hide_few=asked.hide_few), "numeric": True},
                {"text": pounds(spent[pk]) if pk in spent else NOT_RECORDED, "numeric": True},
            ]
        )
    best = shown[0] if shown and told.get(shown[0], "0").isdigit() and counts[shown[0]] else None
    says = "No enquiry named a campaign."
    if best:
        says = f"{names[best]} brought most: {told[best]} enquir{'y' if told[best] == '1' else 'ies'}."
    return Answer(
        "campaigns",
        "Which campaigns bring people?",
        says,
        "Enquiries of the period by the campaign they named; agreements signed and money recorded as spent in the "
        "period.",
        [
            {"text": "Campaign"},
            {"text": "Enquiries", "numeric": True},
            {"text": "Approved", "numeric": True},
            {"text": "Spent", "numeric": True},
        ],
        rows if shown else [],
        "No campaign has an enquiry or money spent in this period.",
    )


def stages(asked: Asked) -> Answer:
    """How many reached each stage / how many reached the stage before, of enquiries of the period."""
    labels = StageName.labels(asked.scheme.pk)
    steps = conversion(asked.trails, asked.period, without=StageName.switched_off(asked.scheme.pk))
    told = said_in_steps([step.reached for step in steps], hide_few=asked.hide_few)
    most = max((step.reached for step in steps), default=0)
    rows, last = [], ""
    for step, number in zip(steps, told, strict=True):
        is_told = number.isdigit() and (not last or last.isdigit())
        percent = f"{step.percent}%" if is_told and step.percent is not None and last else "–"
        rows.append(
            [
                labels[step.status],
                bar(number, most),
                asked.number(number, f"reached:{step.status}"),
                {"text": percent, "numeric": True},
                {"text": said(step.here_now, hide_few=asked.hide_few), "numeric": True},
            ]
        )
        last = number
    says = "No enquiry of this period can be followed."
    if most:
        says = (
            f"Of {told[0]} enquiries of this period, {told[-1]} {'has' if told[-1] == '1' else 'have'} signed so far."
        )
    return Answer(
        "stages",
        "How far do people come?",
        says,
        "Enquiries of the period that came to this stage or a later one, until today; in percent of those that came to "
        "the stage before. Historical cases are left out.",
        [
            {"text": "Stage"},
            {"text": "Share"},
            {"text": "Reached", "numeric": True},
            {"text": "Of the stage before", "numeric": True},
            {"text": "There now", "numeric": True},
        ],
        rows if most else [],
        "Nobody enquired in this period, or all who did are historical.",
    )


def durations(asked: Asked) -> Answer:
    """Median, shortest and longest days in each stage / all stays that ended in the period."""
    labels = StageName.labels(asked.scheme.pk)
    spans = days_in_stages(asked.trails, asked.period)
    if asked.hide_few:
        spans = {stage: span for stage, span in spans.items() if span.count >= FEW}
    whole = days_to_approval(asked.trails, asked.period)
    most = max((span.longest for span in spans.values()), default=0)
    rows = [
        [
            labels[stage],
            bar_of_span(spans[stage], most),
            {"text": days(spans[stage].middle), "numeric": True},
            {"text": f"{spans[stage].shortest} to {spans[stage].longest}", "numeric": True},
            asked.number(str(spans[stage].count), f"left:{stage}"),
        ]
        for stage in Application.STAGES
        if stage in spans
    ]
    says = "Nobody was approved in this period, so no whole way can be measured."
    if whole and not (asked.hide_few and whole.count < FEW):
        says = (
            f"From enquiry to agreement took {days(whole.middle)} in the middle of {whole.count}, "
            f"between {whole.shortest} and {whole.longest}."
        )
    elif whole:
        says = "Too few were approved in this period to tell how long the whole way took."
    slowest = max(spans, key=lambda stage: spans[stage].middle, default=None)
    if slowest:
        says += f" Longest: {labels[slowest].lower()}, {days(spans[slowest].middle)}."
    return Answer(
        "days",
        "How long does each stage take?",
        says,
        "Days from coming into a stage to leaving it, of those who left it in the period in whichever way; days on "
        "hold are not counted. Dark mark: the median. Historical cases are left out.",
        [
            {"text": "Stage"},
            {"text": "Shortest, median, longest"},
            {"text": "Median", "numeric": True},
            {"text": "Range in days", "numeric": True},
            {"text": "Left it", "numeric": True},
        ],
        rows,
        "Nobody left a stage in this period.",
    )


def reasons(asked: Asked) -> Answer:
    """Applications that ended in the period without an agreement, by the reason recorded."""
    counts: dict[str, int] = {}
    of: dict[str, str] = {}
    for pk, words in closings_in(asked.scheme, asked.period).order_by("pk").values_list("pk", "reason_words"):
        counts[words], of[words] = counts.get(words, 0) + 1, f"closed:{pk}"
    turned_down = sum(t.status == STATUS.NOT_APPROVED and asked.period.has(t.closed_on) for t in asked.trails)
    if turned_down:
        words = StageName.labels(asked.scheme.pk)[STATUS.NOT_APPROVED]
        counts[words], of[words] = turned_down, "not-approved"
    total, told = said_with_total(sum(counts.values()), counts, hide_few=asked.hide_few)
    ordered = sorted(counts, key=lambda words: (-counts[words], words))
    most = max(counts.values(), default=0)
    says = "Nobody left in this period."
    if ordered:
        says = f"{total} did not go on."
        if _leads(ordered, counts, told):
            says += f" Said most: {ordered[0][:1].lower()}{ordered[0][1:]} ({told[ordered[0]]})."
    return Answer(
        "reasons",
        "Why do people not go on?",
        says,
        "Applications closed in the period, by the reason in the words that were recorded then. Imported cases count.",
        [{"text": "Reason"}, {"text": "Share"}, {"text": "Applications", "numeric": True}],
        [[words, bar(told[words], most), asked.number(told[words], of[words])] for words in ordered],
        "Nobody left in this period.",
    )


def cost(asked: Asked) -> Answer:
    """Money spent in the period / households whose agreement was signed in it."""
    approved = len(approved_in(asked.trails, asked.period))
    amounts = spent_in(asked.scheme, asked.period)
    spent = sum(amounts.values()) if amounts else None
    each = cost_each(spent, approved)
    told = said(approved, hide_few=asked.hide_few)
    each_text = NOT_RECORDED
    if spent is not None:
        each_text = pounds(each) if each is not None and told.isdigit() else "–"
    says = "No spend is recorded in this period, so there is no cost to tell."
    if spent is not None and not approved:
        says = f"{pounds(spent)} was spent, and nobody was approved in this period yet."
    elif spent is not None:
        says = f"{pounds(spent)} was spent and {told} household{'' if told == '1' else 's'} approved."
        says += f" That is {each_text} for each." if each_text != "–" else ""
    return Answer(
        "cost",
        "What does an approved household cost?",
        says,
        "Money recorded as spent in the period, divided by households whose agreement was signed in it. What is not "
        "written down is not in it: staff time, for example.",
        [
            {"text": "Period"},
            {"text": "Spent", "numeric": True},
            {"text": "Households approved", "numeric": True},
            {"text": "For each", "numeric": True},
        ],
        [
            [
                f"{asked.period.in_words[:1].upper()}{asked.period.in_words[1:]}",
                {"text": pounds(spent) if spent is not None else NOT_RECORDED, "numeric": True},
                asked.number(told, "approved"),
                {"text": each_text, "numeric": True},
            ]
        ],
    )


def rows_in_words(of: str, period: Period, *, scheme) -> str:
    """What the rows behind one number are, in a sentence."""
    what, _, which = of.partition(":")
    labels = StageName.labels(scheme.pk)
    when = period.in_words
    if what == "source":
        return f"Enquiries {when}: {dict(Application.Source.choices).get(which, '').lower()}"
    if what == "campaign":
        name = "no campaign named"
        if which.isdigit():
            name = Campaign.objects.filter(scheme=scheme, pk=which).first() or name
        return f"Enquiries {when}: {name}"
    if what == "reached" and which in WAY:
        return f"Enquiries {when} that came to “{labels[which].lower()}” or further"
    if what == "left":
        return f"Applications that left “{labels.get(which, '').lower()}” {when}"
    return {
        "came": f"Enquiries {when}",
        "closed": f"Applications closed {when}, with one reason",
        "not-approved": f"Applications not approved {when}",
        "approved": f"Households approved {when}",
        "waiting": "Enquiries waiting for an answer",
    }.get(what, "")
