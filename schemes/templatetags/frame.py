"""The frame around every page: parts that come out the same for the same words are drawn once and kept."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

register = template.Library()


def _drawn(name: str, language: str, given: tuple) -> str:
    return render_to_string(name, dict(given))


_kept = lru_cache(maxsize=500)(_drawn)


@register.simple_tag
def same_for(name: str, **given) -> str:
    """A part that is told nothing but what is named here, plain values only: what it was drawn for is what keeps it."""
    draw = _drawn if settings.DEBUG else _kept
    # A lazy value becomes a plain one: what is kept must not hold on to the request it came with.
    plain = tuple((key, tuple(value) if isinstance(value, tuple) else value) for key, value in given.items())
    return draw(name, get_language(), plain)


@register.simple_tag(takes_context=True)
def frame_footer(context) -> str:
    """The foot of every page: how to reach the scheme."""
    scheme = context.get("scheme")
    return same_for(
        "components/footer.html",
        has_scheme=bool(scheme),
        has_actor=bool(context.get("actor")),
        local=bool(context.get("local")),
        phone=getattr(scheme, "phone", ""),
        email=getattr(scheme, "email", ""),
        opening_hours=getattr(scheme, "opening_hours", ""),
    )
