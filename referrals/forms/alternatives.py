"""What would otherwise happen, as somebody said it."""

from django import forms

from referrals.forms.funding import PoundsField
from referrals.models import Alternative
from schemes.forms.base import PlainForm
from schemes.forms.fields import DayField, NotesField, OneOf, look
from schemes.forms.layout import Act


class AlternativeForm(PlainForm):
    """What would happen without Shared Lives, what it costs a week, and who said so."""

    kind = OneOf(
        label="What would happen otherwise?", called="what would happen otherwise", choices=Alternative.Kind.choices,
        small=True,
    )  # fmt: skip
    weekly_pence = PoundsField(
        label="What it costs a week", required=False, help_text="Leave it empty where nobody knows"
    )
    said_by = look(forms.CharField(label="Who said so?", max_length=160), width=20)
    happened_on = DayField(label="When?", called="the day they said so", past_only=True)
    words = NotesField(label="More about it", max_length=2000, required=False)
    helper = Act("Save this")
