"""What a referrer may do behind the emailed link."""

from django.utils.translation import gettext_lazy as _

from schemes.forms.base import PlainForm
from schemes.forms.fields import WordsField
from schemes.forms.layout import Bare


class SendMoreForm(PlainForm):
    """What was asked for, in the referrer's words."""

    text = WordsField(label=_("What we asked for"), called=_("what we asked for"), suggest=None, theirs=False, rows=8)
    helper = Bare()
