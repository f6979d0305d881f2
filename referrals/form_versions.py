"""The referral form as a scheme asks it: our questions in its words and order, and optional questions of its own.

Our keys are stable for ever; a scheme changes what is said around them. What was sent keeps the words it was asked in
(`Answer`), so nothing here ever alters a referral.
"""

from dataclasses import dataclass, replace

from referrals.models import FormVersion
from referrals.questions import AFTER_YES, OFFICERS, PAGES, QUESTIONS, SHORTENED, Question

KINDS = {"words": "A few lines", "line": "One line", "choice": "One of several answers"}
# Who may see the answer to a question of the scheme's own.
WHO = {"officers": OFFICERS, "after_yes": AFTER_YES, "shortened": SHORTENED}


@dataclass(frozen=True)
class OwnQuestion(Question):
    """An optional question a scheme added. `kind` is one of `KINDS`; `choices` are the answers of a choice."""

    kind: str = "words"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class AskedForm:
    """One version of a scheme's form. Number 0 is ours, as in `referrals.questions`."""

    number: int
    questions: dict[str, Question]
    designed_with: str = ""

    def asked_on(self, page: str) -> list[Question]:
        """The questions of one page, in this form's order."""
        return [question for question in self.questions.values() if question.page == page]

    def own_on(self, page: str) -> list[OwnQuestion]:
        """The scheme's own questions on one page."""
        return [question for question in self.asked_on(page) if isinstance(question, OwnQuestion)]


OURS = AskedForm(0, QUESTIONS)


def put_together(*, number, words, order, extra, designed_with="") -> AskedForm:
    """A form from what a scheme changed. What names no question of ours, or of its own, is left out."""
    questions = {key: _said(question, words.get(key, {})) for key, question in QUESTIONS.items()}
    questions |= {own.key: own for own in map(_own, extra) if own.key not in questions and own.page in PAGES}
    in_order = {}
    for page in PAGES:
        here = [key for key, question in questions.items() if question.page == page]
        first = [key for key in order.get(page, []) if key in here]
        in_order |= {key: questions[key] for key in [*first, *(key for key in here if key not in first)]}
    return AskedForm(number, in_order, designed_with)


def _said(question: Question, said: dict) -> Question:
    changed = {name: said[name] for name in ("wording", "why") if said.get(name)}
    return replace(question, **changed) if changed else question


def _own(row: dict) -> OwnQuestion:
    return OwnQuestion(
        row["key"], row["page"], row["wording"], row["why"], WHO.get(row.get("who"), OFFICERS),
        kind=row.get("kind", "words"), choices=tuple(row.get("choices", ())),
    )  # fmt: skip


def of_version(version: FormVersion | None) -> AskedForm:
    """The form of one version; ours where there is none."""
    if version is None:
        return OURS
    return put_together(
        number=version.number, words=version.words, order=version.order, extra=version.extra,
        designed_with=version.designed_with,
    )  # fmt: skip


def questions_for(scheme, number: int | None = None) -> AskedForm:
    """The form a scheme asks: the version with this number, or the newest. One query, none for number 0."""
    if number == 0:
        return OURS
    if number is None:
        return of_version(FormVersion.newest_of(scheme))
    return of_version(FormVersion.objects.filter(scheme=scheme, number=number).first())
