"""Trying an act of this room: a home without a place refuses it too."""

from arrangements.models import NoPlace
from schemes.attempts import REFUSALS
from schemes.attempts import attempt as attempt_act


def posted(request):
    """What was sent, or None when the form is only opened."""
    return request.POST if request.method == "POST" else None


def attempt(request, form, act) -> bool:
    """Whether the act is done with what the form collected; a refusal stands on the form."""
    return attempt_act(request, form, lambda: act(form.cleaned_data), refusals=(*REFUSALS, NoPlace))
