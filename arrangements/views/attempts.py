"""Trying an act of this room: a home without a place refuses it too."""

from arrangements.models import NoPlace
from schemes.attempts import REFUSALS
from schemes.attempts import attempt as attempt_act


def attempt(request, form, act) -> bool:
    """Whether the act is done with what the form collected; a refusal stands on the form."""
    return attempt_act(request, form, lambda: act(form.cleaned_data), refusals=(*REFUSALS, NoPlace))
