"""What every form of the house does: tidy what was typed, name its fields in its errors, carry its one-time key."""

import re
import uuid

from django import forms
from django.core.files.uploadedfile import UploadedFile

# Characters that PostgreSQL or UTF-8 cannot hold: NUL, and half of a surrogate pair.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
NEWLINES = re.compile("\r\n?")
ONCE = re.compile(r"[0-9a-f]{32}")

# A label that begins with one of these reads well in a sentence as it is; any other gets "the" before it.
DETERMINERS = {
    "a",
    "an",
    "any",
    "each",
    "her",
    "his",
    "my",
    "our",
    "the",
    "their",
    "these",
    "this",
    "what",
    "who",
    "your",
}


def tidy(text: str) -> str:
    """One way to end a line, and no character that could not be stored; everything else as it was typed."""
    return UNSTORABLE.sub("\ufffd", NEWLINES.sub("\n", text))


def tidy_data(data):
    """A copy of a form's data (QueryDict or plain dict) with every text tidied."""
    if data is None:
        return None
    if hasattr(data, "lists"):
        tidied = data.copy()
        for key, values in data.lists():
            tidied.setlist(key, [tidy(value) if isinstance(value, str) else value for value in values])
        return tidied
    return {
        key: tidy(value)
        if isinstance(value, str)
        else [tidy(item) if isinstance(item, str) else item for item in value]
        if isinstance(value, list | tuple)
        else value
        for key, value in data.items()
    }


def in_a_sentence(label: str) -> str:
    """A field's label as it stands in the middle of a sentence: "Date of visit" -> "the date of visit"."""
    label = str(label).strip().rstrip(":")
    if label.endswith("?"):
        return f"“{label}”"
    first, _, rest = label.partition(" ")
    if first == "A" or (first[1:].islower() and not first.endswith(("'s", "’s"))):
        first = first.lower()
    said = f"{first} {rest}".strip()
    return said if first.lower() in DETERMINERS or first.endswith(("'s", "’s")) else f"the {said}"


def sentences(field: forms.Field, name: str, label: str) -> dict[str, str]:
    """The errors of a field as sentences that say what to do and name the field."""
    question = name.startswith("“")
    start = name[0].upper() + name[1:]
    name_in_pattern, start_in_pattern = name.replace("%", "%%"), start.replace("%", "%%")
    if isinstance(field, forms.FileField):
        required = f"Choose a file for {name}"
    elif question:
        required = f"Answer {name}"
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        required = f"Choose {name}"
    elif isinstance(field, forms.BooleanField):
        required = f"Tick “{label}”"
    else:
        required = f"Enter {name}"
    said = {
        "required": required,
        "max_length": f"{start_in_pattern} must be %(limit_value)d characters or fewer",
        "min_length": f"{start_in_pattern} must be %(limit_value)d characters or more",
        "max_value": f"{start_in_pattern} must be %(limit_value)s or less",
        "min_value": f"{start_in_pattern} must be %(limit_value)s or more",
        "invalid_choice": f"Choose {name_in_pattern} from the answers offered",
        "invalid_list": f"Choose {name} from the answers offered",
        "invalid_pk_value": f"Choose {name_in_pattern} from the answers offered",
        "empty": f"The file for {name} is empty: choose another",
        "missing": f"Choose a file for {name}",
    }
    if isinstance(field, forms.EmailField):
        said["invalid"] = "Enter an email address like name@example.org"
    elif isinstance(field, forms.IntegerField) and type(field) is forms.IntegerField:
        said["invalid"] = f"{start} must be a whole number"
    elif isinstance(field, forms.DecimalField | forms.FloatField):
        said["invalid"] = f"{start} must be a number, like 12.50"
    elif isinstance(field, forms.FileField):
        said["invalid"] = f"Choose a file for {name}"
    return said


class _Plain:
    """What plain forms and plain model forms share."""

    label_class = "govuk-label--s"  # labels are bold: they are what people scan for
    mark_optional = True  # "(optional)" stands after the label; there are no asterisks
    use_required_attribute = False

    def __init__(self, data=None, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(tidy_data(data), *args, **kwargs)
        for name, field in self.fields.items():
            self._speak_plainly(name, field)

    def _speak_plainly(self, name, field):
        """Replace Django's own sentences, and its spinning number boxes; what the form wrote itself stays."""
        if isinstance(field.widget, forms.NumberInput):
            mode = (
                "numeric" if isinstance(field, forms.IntegerField) and type(field) is forms.IntegerField else "decimal"
            )
            attrs = {key: value for key, value in field.widget.attrs.items() if key not in {"min", "max", "step"}}
            field.widget = forms.TextInput(attrs={"inputmode": mode} | attrs)
        label = field.label if field.label is not None else name.replace("_", " ").capitalize()
        for code, sentence in sentences(field, getattr(field, "called", "") or in_a_sentence(label), label).items():
            if _is_djangos_own(field, code):
                field.error_messages[code] = sentence

    @property
    def once(self) -> str:
        """A key that stays the same however often this form is sent: sending it twice must do its act once."""
        if not hasattr(self, "_once"):
            sent = str(self.data.get("once", "")) if self.is_bound else ""
            self._once = sent if ONCE.fullmatch(sent) else uuid.uuid4().hex
        return self._once

    def hidden_values(self) -> dict[str, str]:
        """What travels with the form without being a question: its key, and the version it was opened at, if set."""
        version = getattr(self, "version", None)
        return {"once": self.once} | ({"version": version} if version is not None else {})


def _is_djangos_own(field, code) -> bool:
    """Whether nobody has written this field's sentence for this error."""
    standing = field.error_messages.get(code)
    if standing is None:
        return True
    defaults = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            defaults |= getattr(kind, "default_error_messages", {})
    return standing == defaults.get(code)


class PlainForm(_Plain, forms.Form):
    """A form of the house. `helper = Act("Save visit")` gives it its button."""


class PlainModelForm(_Plain, forms.ModelForm):
    """A form of the house over a model, for plain edits."""


def is_given(value) -> bool:
    """Whether a question was answered at all."""
    return isinstance(value, UploadedFile) or value not in (None, "", [], ())
