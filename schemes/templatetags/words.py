"""Words on every page: the scheme's own terms, dates said in full, how far away a day is, the state of a case."""

from datetime import date, datetime
from functools import lru_cache

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field, as_crispy_form
from crispy_forms.templatetags.crispy_forms_tags import do_uni_form
from django import template
from django.http import QueryDict
from django.template.defaultfilters import linebreaks_filter
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from schemes import clock
from schemes.acting import whoever_acts
from schemes.reaching import reached_at
from schemes.templatetags.form_parts import summary_of

register = template.Library()
# Every page may draw a form without loading anything first.
register.tag("crispy", do_uni_form)
register.filter("crispy", as_crispy_form)
register.filter("crispy_field", as_crispy_field)

# What things are called unless a scheme says otherwise: one, several.
TERMS = {
    "carer": ("Shared Lives carer", "Shared Lives carers"),
    "household": ("household", "households"),
    "arrangement": ("arrangement", "arrangements"),
    "officer": ("officer", "officers"),
    "person": ("person", "people"),
    "referral": ("referral", "referrals"),
    "referrer": ("referrer", "referrers"),
    "introduction": ("introduction", "introductions"),
    "short break": ("short break", "short breaks"),
    "match": ("match", "matches"),
}
SINGULAR_OF = {several: one for one, (_, several) in TERMS.items()} | {f"{one}s": one for one in TERMS}

# The colours of GOV.UK tags. Red is for what is late or wrong, and for nothing else.
TAG_COLOURS = {"grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow"}


def called(name: str, scheme=None) -> str:
    """What this scheme calls a thing. `carers` asks for several, `Carer` for a capital at the start."""
    wanted = name.lower()
    one = SINGULAR_OF.get(wanted, wanted)
    several = one != wanted
    terms = getattr(scheme, "terms", None) or {}
    own = terms.get(one)
    default = TERMS.get(one, (one, f"{one}s"))
    if several:
        said = terms.get(wanted) or terms.get(f"{one}s") or (f"{own}s" if own else default[1])
    else:
        said = own or default[0]
    return capfirst(said) if name[:1].isupper() else said


@register.simple_tag(takes_context=True)
def term(context, name: str) -> str:
    """What the scheme of this page calls a thing: {% term "carer" %}, {% term "Carers" %}."""
    return called(name, context.get("scheme"))


def as_day(value) -> date | None:
    """The calendar day of a date, or of a moment where the scheme is."""
    if isinstance(value, datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


@register.filter(expects_localtime=True)
def day(value) -> str:
    """6 August 2026."""
    on = as_day(value)
    return f"{on.day} {on:%B %Y}" if on else ""


@register.filter(expects_localtime=True)
def day_near(value, today=None) -> str:
    """With the day's name when it is under two weeks away, before or after: Thursday 6 August 2026."""
    on = as_day(value)
    if not on:
        return ""
    near = abs((on - (as_day(today) or clock.today())).days) < 14
    return f"{on:%A} {day(on)}" if near else day(on)


@register.filter(expects_localtime=True)
def moment(value) -> str:
    """6 August 2026, 4:40pm."""
    if not isinstance(value, datetime):
        return day(value)
    at = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(at)}, {at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}"


def counted(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


@register.filter(expects_localtime=True)
def days_away(value, today=None) -> str:
    """How far off something due is: "3 days overdue", "due today", "due tomorrow", "in 5 days"."""
    on = as_day(value)
    if not on:
        return ""
    days = (on - (as_day(today) or clock.today())).days
    if days < 0:
        return f"{counted(-days, 'day')} overdue"
    if days < 2:
        return "due tomorrow" if days else "due today"
    return f"in {counted(days, 'day')}"


@register.filter(needs_autoescape=True)
def words(value, autoescape=True) -> str:
    """What a person said: escaped, with its lines kept."""
    return linebreaks_filter(value or "", autoescape=autoescape)


@register.simple_tag
def phone_at(value) -> str:
    """A phone number to ring; one that is not safe is struck out and is no link."""
    return reached_at("phone", value, whoever_acts(), is_link=True)


@register.simple_tag
def email_at(value, is_link=False) -> str:
    """An email address; one that is not safe is struck out and is no link."""
    return reached_at("email", value, whoever_acts(), is_link=is_link)


@lru_cache(maxsize=512)
def _tag(text: str, tone: str) -> SafeString:
    """A tag as it is drawn; a list draws the same few again and again."""
    return render_to_string("components/status_tag.html", {"text": text, "tone": tone})


@register.simple_tag
def status_tag(case, text="") -> SafeString:
    """The state of a case as a tag: its words, and a colour that only repeats them."""
    tone = getattr(case, "tone", "grey")
    text = text or (case.get_status_display() if hasattr(case, "get_status_display") else case)
    return _tag(str(text), str(tone) if tone in TAG_COLOURS else "grey")


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms):
    """What went wrong, first on the page, each line a link to its field."""
    return {"errors": summary_of(*forms)}


@register.simple_tag
def has_errors(*forms) -> bool:
    return bool(summary_of(*forms))


@register.simple_tag(takes_context=True)
def same_address_with(context, **changes) -> str:
    """This page's address with some of its parts changed: the other filters stay."""
    request = context.get("request")
    parts = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for name, value in changes.items():
        parts.pop(name, None)
        if value not in (None, ""):
            parts[name] = str(value)
    return f"?{parts.urlencode()}"
