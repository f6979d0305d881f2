"""A scheme's own words for its letters: which there are, what may be filled in, and how it is done. Never code."""

import re
from dataclasses import dataclass

from schemes.models import Wording

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

# What may stand in curly brackets, and what it is replaced by; the second is what a preview shows.
PLACEHOLDERS = {
    "scheme": ("The name of the scheme", "Vale Shared Lives"),
    "names": ("Whom the letter is to", "Pat and Lee Green"),
    "outcome": ("What was decided", "Approve with conditions"),
    "terms": ("The terms, one in a line", "Most people at once: 2\nApproved for: Short breaks"),
    "conditions": ("The conditions", "Finish the medication course by 1 March."),
    "reasons": ("The reasons", "Panel was glad of the warm home they heard about."),
    "appeal_by": ("The last day for an appeal", "30 April 2026"),
    "back_by": ("When it comes back to panel", "12 May 2026"),
    "date": ("The day it was decided", "2 April 2026"),
    "phone": ("The scheme’s phone", "01632 960000"),
    "signed": ("Who signs", "Morgan Lee"),
    "reference": ("Our reference, never a name", "S-14"),
    "person": ("The person’s reference, never their name", "P-1051"),
}

END = "\n\nIf you have questions, ring us on {phone}.\n\n{signed}\n{scheme}"
APPEAL = "\n\nIf you think this is wrong you may appeal, until {appeal_by}. Others than those who decided will hear it."


@dataclass(frozen=True)
class Letter:
    """One letter a scheme sends: what it is about, and how it reads where the scheme says nothing else."""

    label: str
    subject: str
    body: str


LETTERS = {
    "approved": Letter(
        "Approved",
        "Panel’s decision",
        "Dear {names},\n\nWe are glad to tell you that on {date} you were approved as Shared Lives carers."
        "\n\nThe terms are:\n{terms}\n\nWhy:\n{reasons}\n\nThe next step is to sign the agreement together." + END,
    ),
    "approved-with-conditions": Letter(
        "Approved with conditions",
        "Panel’s decision",
        "Dear {names},\n\nOn {date} you were approved as Shared Lives carers, with conditions."
        "\n\nThe conditions are:\n{conditions}\n\nThe terms are:\n{terms}\n\nWhy:\n{reasons}" + APPEAL + END,
    ),
    "deferred": Letter(
        "Deferred",
        "What panel said",
        "Dear {names},\n\nOn {date} panel asked for more before it decides. It comes back by {back_by}."
        "\n\nWhy:\n{reasons}" + END,
    ),
    "not-approved": Letter(
        "Not approved",
        "Panel’s decision",
        "Dear {names},\n\nThank you for everything you told and showed us. On {date} it was decided not to approve you "
        "as Shared Lives carers.\n\nWhy:\n{reasons}" + APPEAL + END,
    ),
    "terms-changed": Letter(
        "Terms changed",
        "Your terms of approval",
        "Dear {names},\n\nOn {date} it was decided to change your terms of approval.\n\nThe new terms are:\n{terms}"
        "\n\nWhy:\n{reasons}" + END,
    ),
    "terms-not-changed": Letter(
        "Terms stay as they are",
        "Your terms of approval",
        "Dear {names},\n\nOn {date} it was decided that your terms of approval stay as they are.\n\nWhy:\n{reasons}"
        + APPEAL
        + END,
    ),
    "approval-goes-on": Letter(
        "Approval goes on",
        "Your approval",
        "Dear {names},\n\nOn {date} panel talked about your approval: {outcome}.\n\n{conditions}\n\nWhy:\n{reasons}"
        + END,
    ),
    "approval-in-question": Letter(
        "Approval should not go on",
        "Your approval",
        "Dear {names},\n\nOn {date} panel talked about your approval: {outcome}. Nothing changes before a separate "
        "decision about it.\n\nWhy:\n{reasons}" + APPEAL + END,
    ),
    "de-registered": Letter(
        "De-registered",
        "Your approval",
        "Dear {names},\n\nOn {date} it was decided that your approval ends.\n\n{terms}\n\nWhy:\n{reasons}"
        + APPEAL
        + END,
    ),
    "appeal-upheld": Letter(
        "Appeal upheld",
        "Your appeal",
        "Dear {names},\n\nOn {date} your appeal was heard, and upheld. It comes before panel again."
        "\n\nWhy:\n{reasons}" + END,
    ),
    "appeal-not-upheld": Letter(
        "Appeal not upheld",
        "Your appeal",
        "Dear {names},\n\nOn {date} your appeal was heard. The decision stays as it is.\n\nWhy:\n{reasons}" + END,
    ),
    "allegation-funder": Letter(
        "An allegation: to who pays",
        "Please ring us today",
        "Dear colleague,\n\nOn {date} we were told something that may affect {person}, whose support you pay for. "
        "Nobody new comes to that home while it is looked into, and nobody’s home has ended by it."
        "\n\nOur reference is {reference}. Please ring us: we do not write names or details in an email." + END,
    ),
    "allegation-host": Letter(
        "An allegation: to the council where the home is",
        "A safeguarding concern: please ring us today",
        "Dear colleague,\n\nOn {date} we were told something about a Shared Lives home in your area that we must raise "
        "with you as a safeguarding concern.\n\nOur reference is {reference}. Please ring us: we do not write names or "
        "details in an email." + END,
    ),
}


def unknown_in(text: str) -> list[str]:
    """What stands in curly brackets and is none of the placeholders."""
    return sorted({name for name in PLACEHOLDER.findall(text) if name not in PLACEHOLDERS})


def fill(text: str, values: dict[str, str]) -> str:
    """The text with its placeholders filled; what a value says is never read again, and an empty line too many goes."""
    filled = PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), text)
    return re.sub(r"\n{3,}", "\n\n", filled).strip()


def sample(text: str) -> str:
    """How it reads with invented values."""
    return fill(text, {name: example for name, (_, example) in PLACEHOLDERS.items()})


def words_on(scheme, key: str, on) -> tuple[str, str]:
    """(subject, body) of a letter as the scheme words it on a day."""
    row = (
        Wording.objects.standing().filter(scheme=scheme, key=key, happened_on__lte=on).order_by("-happened_on", "-pk")
    ).first()
    return (row.subject, row.body) if row else (LETTERS[key].subject, LETTERS[key].body)
