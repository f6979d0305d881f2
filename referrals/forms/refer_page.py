"""One page of the public referral form, as this scheme words it and for whoever fills it in."""

from dataclasses import dataclass
from datetime import date

from django import forms

from referrals.asked_of_self import HINTS, NOT_ASKED, SELF, heading_of, wording_of
from referrals.form_versions import OURS, AskedForm
from referrals.questions import PAGE_NAMES, PAGES, QUESTIONS
from referrals.short_notice import CAN_WAIT, SHORT_PAGES
from schemes.forms.base import PlainForm, is_given
from schemes.forms.fields import OneOf, WordsField, look, say_day
from schemes.forms.layout import Bare, Group, SideBySide

MOST_CHARACTERS = 10_000  # of one answer


def ask(kind, key: str, *, called="", **options) -> forms.Field:
    """A field that asks one of our questions in its own words."""
    question = QUESTIONS[key]
    field = kind(label=question.wording, required=question.is_required, **options)
    field.called = called or getattr(field, "called", "")
    return look(field, one_of_several=bool(question.one_of))


@dataclass(frozen=True)
class Asking:
    """How the form is asked in one draft: in which version, of whom, and how much of it."""

    asked: AskedForm = OURS
    who: str = "worker"
    is_short: bool = False
    is_in_hospital: bool = False

    @classmethod
    def of(cls, data: dict, asked: AskedForm) -> "Asking":
        """What a draft says about how to go on asking."""
        return cls(
            asked=asked,
            who=data.get("you", {}).get("referrer_is") or "worker",
            is_short=bool(data.get("is_short")),
            is_in_hospital=data.get("them", {}).get("situation") == "hospital",
        )

    @property
    def pages(self) -> list[str]:
        """The pages that are asked, in their order."""
        return SHORT_PAGES if self.is_short else PAGE_NAMES

    def heading(self, page: str) -> tuple:
        """The heading of a page and the line under it."""
        return heading_of(PAGES[page], self.who)

    def left_out(self, kept: dict) -> set[str]:
        """The questions that are not asked now; what was answered already stays to be seen."""
        keys = set(NOT_ASKED) if self.who == SELF else set()
        if self.is_short:
            keys |= {key for key in CAN_WAIT if not kept.get(key)}
            keys |= {key for key in self.asked.questions if key.startswith("own_") and not kept.get(key)}
        if not self.is_in_hospital and not kept.get("ready_to_leave_on"):
            keys.add("ready_to_leave_on")
        return keys


class ReferPage(PlainForm):
    """One page of the referral form: what is typed goes into the draft, in the form it will be shown again."""

    page = ""
    pieces: tuple = ()  # how the questions stand together where the scheme left them in our order

    def __init__(self, data=None, *, asking: Asking | None = None, files=(), **options):
        self.asking, self.attached = asking or Asking(), list(files)
        super().__init__(data, **options)
        asked_here = self.asking.asked.asked_on(self.page)
        for own in self.asking.asked.own_on(self.page):
            self.fields[own.key] = _own_field(own)
            self._speak_plainly(own.key, self.fields[own.key])
        for name in self.asking.left_out(self.initial or (self.data if isinstance(self.data, dict) else {})):
            self.fields.pop(name, None)
        order = [question.key for question in asked_here if question.key in self.fields]
        self.order_fields(order)
        ours = [key for key, question in QUESTIONS.items() if question.page == self.page and key in self.fields]
        if [key for key in order if key in ours] == ours:
            own = [key for key in order if key not in ours]
            self.helper = Bare(*[*_standing(self.pieces or ours, self.fields), *own])
        else:
            self.helper = Bare(*order)

    def _speak_plainly(self, name, field):
        question = self.asking.asked.questions.get(name)
        if question is not None:
            wording = wording_of(question, self.asking.who)
            if wording != field.label:
                field.label, field.called = wording, getattr(field, "called", "")
            if self.asking.who == SELF and name in HINTS:
                field.help_text = HINTS[name]
        super()._speak_plainly(name, field)

    @property
    def questions(self) -> list:
        """The questions of this page as they are asked, each with its wording, why, and who sees it."""
        rows = [q for q in self.asking.asked.asked_on(self.page) if q.key in self.fields]
        return [{"key": q.key, "wording": self.fields[q.key].label, "why": q.why, "who": q.who} for q in rows]

    def as_kept(self) -> dict:
        """The answers as the draft keeps them: days in words, everything else as it was tidied."""
        return {
            name: say_day(value) if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
            if is_given(value)
        }

    def as_typed(self) -> dict:
        """Every answer as it was typed, whether it makes sense yet or not."""
        typed = {name: field.widget.value_from_datadict(self.data, {}, name) for name, field in self.fields.items()}
        return {name: value for name, value in typed.items() if value not in (None, "", [])}

    @property
    def is_too_long(self) -> bool:
        """Whether something is longer than is kept."""
        return any(len(str(value)) > MOST_CHARACTERS for value in self.as_typed().values())

    def said(self, name: str) -> str:
        """One answer in words, empty where nobody gave one."""
        value, field = self.cleaned_data.get(name), self.fields[name]
        if not is_given(value):
            return ""
        if isinstance(value, date):
            return say_day(value)
        if isinstance(field, forms.MultipleChoiceField):
            words = dict(field.choices)
            return "\n".join(str(words[one]) for one in value)
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices)[value])
        return str(value)

    def answers(self) -> list[dict]:
        """What was answered on this page, as it was asked; questions nobody answered are left out."""
        heading, _lead = self.asking.heading(self.page)
        return [
            {
                "key": question["key"],
                "section": str(heading),
                "question": str(question["wording"]),
                "answer": said,
                "form_version": self.asking.asked.number,
            }
            for question in self.questions
            if (said := self.said(question["key"]))
        ]


def _standing(pieces, fields) -> list:
    """The pieces of a layout without the questions that are not asked."""
    found = []
    for piece in pieces:
        if isinstance(piece, str):
            found += [piece] if piece in fields else []
            continue
        inside = [name for name in piece.fields if name in fields]
        if isinstance(piece, Group) and inside:
            found.append(Group(piece.legend, *inside, hint=piece.hint, size=piece.size))
        elif isinstance(piece, SideBySide) and len(inside) > 1:
            found.append(SideBySide(*inside))
        else:
            found += inside
    return found


def _own_field(question) -> forms.Field:
    """The field of an optional question the scheme added."""
    options = {"label": question.wording, "required": False}
    if question.kind == "choice":
        return OneOf(small=True, choices=[(one, one) for one in question.choices], **options)
    if question.kind == "line":
        return forms.CharField(max_length=300, **options)
    return WordsField(suggest=None, theirs=False, rows=3, max_length=3000, **options)
