"""The kinds of question our forms ask. Each takes what people really type and says plainly what is wrong with it."""

import re
from datetime import date

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError

from schemes import clock, files
from schemes.forms.base import in_a_sentence
from schemes.forms.days import NotADay, read_day

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)

# Outward code then inward code; the letters C I K M O V never end a postcode (Royal Mail's rule).
POSTCODE = re.compile(r"(GIR|[A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][ABD-HJLNP-UW-Z]{2})")
OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")


def say_day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def look(field: forms.Field, **options) -> forms.Field:
    """How the pack should draw a field: width=10, prefix="£", inline=True, small=True, hide_label=True…"""
    own = getattr(field, "look", {}) | {key: value for key, value in options.items() if value not in (None, "", False)}
    if width := own.pop("width", None):
        own["classes"] = f"{own.get('classes', '')} govuk-input--width-{width}".strip()
    kind = "checkboxes" if isinstance(field, forms.MultipleChoiceField) else "radios"
    for option in ("inline", "small"):
        if own.pop(option, None):
            own["options_class"] = f"{own.get('options_class', '')} govuk-{kind}--{option}".strip()
    field.look = own
    return field


class DayField(forms.Field):
    """One day, in one text box. `called` names it in errors: "the date of the visit"."""

    widget = forms.TextInput

    def __init__(self, *, called="", past_only=False, future_only=False, min=None, max=None, **kwargs):
        self.called = called
        self.past_only, self.future_only, self.earliest, self.latest = past_only, future_only, min, max
        kwargs.setdefault("help_text", "For example, 6 August 2026, 6/8/26 or today")
        super().__init__(**kwargs)
        look(self, width=20)

    def name(self) -> str:
        return self.called or in_a_sentence(self.label or "date")

    def prepare_value(self, value):
        return say_day(value) if isinstance(value, date) else value

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True

    def to_python(self, value):
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, date):
            return value
        looking = "back" if self.past_only else "ahead" if self.future_only else ""
        try:
            on = read_day(str(value), clock.today(), looking)
        except (NotADay, OverflowError, ValueError) as unclear:
            raise ValidationError(
                f"Enter {self.name()} as day, month, year, like 6 August 2026", code="invalid"
            ) from unclear
        return on

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        name = self.name()
        start = name[0].upper() + name[1:]
        today = clock.today()
        earliest = self.earliest() if callable(self.earliest) else self.earliest
        latest = self.latest() if callable(self.latest) else self.latest
        if self.past_only and value > today:
            raise ValidationError(f"{start} must be today or in the past", code="future")
        if self.future_only and value < today:
            raise ValidationError(f"{start} must be today or in the future", code="past")
        if value < (earliest or EARLIEST):
            raise ValidationError(f"{start} must be {say_day(earliest or EARLIEST)} or later", code="too_early")
        if value > (latest or LATEST):
            raise ValidationError(f"{start} must be {say_day(latest or LATEST)} or earlier", code="too_late")


class PhoneField(forms.CharField):
    """A phone number, kept in the form people here would dial, with its extension. Any plausible number will do."""

    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel"})

    def __init__(self, *, called="", **kwargs):
        self.called = called
        kwargs.setdefault("max_length", 60)
        super().__init__(**kwargs)
        self.widget.input_type = "tel"
        look(self, width=20)

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        try:
            number = phonenumbers.parse(text, "GB")
        except phonenumbers.NumberParseException as wrong:
            raise ValidationError(
                "Enter a phone number, like 01632 960 001 or +44 7700 900 982", code="invalid"
            ) from wrong
        if not 6 <= len(str(number.national_number)) <= 15:
            raise ValidationError("Enter a phone number with all its figures, like 01632 960 001", code="invalid")
        at_home = number.country_code == 44
        form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, form).replace(" x", " ext. ")


class PostcodeField(forms.CharField):
    """A full UK postcode, kept as "HP20 1AA". With `outward_ok` its first half alone will do."""

    def __init__(self, *, outward_ok=False, **kwargs):
        self.outward_ok = outward_ok
        kwargs.setdefault("max_length", 20)
        super().__init__(**kwargs)
        look(self, width=10)

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        plain = re.sub(r"[^0-9A-Z]", "", text.upper())
        if match := POSTCODE.fullmatch(plain):
            return f"{match[1]} {match[2]}"
        if self.outward_ok and OUTWARD.fullmatch(plain):
            return plain
        raise ValidationError("Enter a full UK postcode, like HP20 1AA", code="invalid")


class OneOf(forms.ChoiceField):
    """One answer of a few, as radios. `hints` and `dividers` are by value: {"no": "…"}, {"unsure": "or"}."""

    widget = forms.RadioSelect

    def __init__(self, *, hints=None, dividers=None, inline=False, small=False, called="", **kwargs):
        self.called = called
        super().__init__(**kwargs)
        look(self, hints=hints, dividers=dividers, inline=inline, small=small)


class ManyOf(forms.MultipleChoiceField):
    """Any number of answers, as checkboxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, hints=None, dividers=None, small=False, called="", **kwargs):
        self.called = called
        super().__init__(**kwargs)
        look(self, hints=hints, dividers=dividers, small=small)


class YesNoNotAskedField(forms.ChoiceField):
    """Yes, no, or not asked: True, False or None. "Not asked" stands as an answer, and is what it starts with."""

    widget = forms.RadioSelect
    CHOICES = [("yes", "Yes"), ("no", "No"), ("not_asked", "Not asked")]
    MEANS = {"yes": True, "no": False, "not_asked": None}

    def __init__(self, *, called="", choices=None, **kwargs):
        self.called = called
        kwargs.setdefault("required", False)
        super().__init__(choices=choices or self.CHOICES, **kwargs)
        look(self, inline=True, small=True, has_no_answer=True)

    def prepare_value(self, value):
        if value in (None, ""):
            return "not_asked"
        return {True: "yes", False: "no"}.get(value, value)

    def clean(self, value):
        return self.MEANS.get(super().clean(value) or "not_asked")


# What the counter says under a suggested length: going over it is no mistake.
SUGGESTED = {
    "words-under-limit.one": "%{count} word left of the length we suggest",
    "words-under-limit.other": "%{count} words left of the length we suggest",
    "words-at-limit": "This is the length we suggest",
    "words-over-limit.one": "%{count} word over the length we suggest, which is fine",
    "words-over-limit.other": "%{count} words over the length we suggest, which is fine",
}


class WordsField(forms.CharField):
    """A person's own words, or words about them. The suggested length is only that; `max_length` is a hard limit."""

    widget = forms.Textarea

    def __init__(self, *, suggest=150, rows=5, called="", theirs=True, **kwargs):
        self.called = called
        kwargs.setdefault("max_length", 10_000)
        super().__init__(**kwargs)
        self.widget.attrs.pop("maxlength", None)  # a browser that cuts a paste short loses words silently
        look(
            self,
            rows=rows,
            group_class=("sl-field--words " if theirs else "") + ("sl-field--suggested-length" if suggest else ""),
            max_words=suggest,
            count_text=f"About {suggest} words is plenty" if suggest else "",
            count_words=SUGGESTED if suggest else None,
        )

    def widget_attrs(self, widget):
        return {}


class NotesField(WordsField):
    """Plain notes by staff: no suggested length, no special look."""

    def __init__(self, **kwargs):
        super().__init__(**({"suggest": None, "theirs": False, "rows": 4} | kwargs))


class FileChoice(forms.FileInput):
    """A file chooser that offers what we take first."""

    def __init__(self, *, several=False, offered=files.OFFERED):
        self.allow_multiple_selected = several
        super().__init__(attrs={"accept": offered} | ({"multiple": True} if several else {}))


class UploadField(forms.FileField):
    """A PDF or a photo, looked at and made harmless: `schemes.files.Accepted`, or None; a list with `multiple`."""

    MOST_AT_ONCE = 10
    HELP = "A PDF or a photo (JPEG, PNG or WebP), up to 10 MB"

    def __init__(self, *, multiple=False, called="", kinds=files.PAPERS, **kwargs):
        self.called, self.multiple, self.kinds = called, multiple, kinds
        kwargs.setdefault("help_text", self.HELP + (f" each. Up to {self.MOST_AT_ONCE} at once." if multiple else ""))
        offered = files.OFFERED_WITH_SOUND if kinds == files.EVERYTHING else files.OFFERED
        super().__init__(widget=FileChoice(several=multiple, offered=offered), **kwargs)

    def clean(self, data, initial=None):
        chosen = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not chosen:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return [] if self.multiple else None
        if len(chosen) > (self.MOST_AT_ONCE if self.multiple else 1):
            most = f"{self.MOST_AT_ONCE} files or fewer" if self.multiple else "one file"
            raise ValidationError(f"Choose {most} at once", code="too_many")
        taken, refused = [], []
        for one in chosen:
            try:
                taken.append(files.read_upload(one, self.kinds))
            except files.Refused as why:
                # Two files may be refused for different reasons: each is named as it was chosen.
                refused.append(ValidationError(f"{shown_name(one.name)}: {why}", code="refused"))
        if refused:
            raise ValidationError(refused)
        return taken if self.multiple else taken[0]


def shown_name(name: str) -> str:
    """A chosen file's name as it may stand in a sentence: in quotes, without anything that cannot be seen."""
    name = "".join(letter for letter in name if letter.isprintable())
    return f"“{name if len(name) <= 60 else name[:57] + '…'}”"
