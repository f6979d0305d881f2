"""What somebody may have meant by what they typed into a search: a name, a reference, a postcode, a phone, an email."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Func, Q, Value
from django.db.models.functions import Replace
from django.shortcuts import redirect

from schemes import clock
from schemes.forms.base import tidy
from schemes.models import Search

LEAST, MOST_WORDS = 2, 200
KEPT_FOR = timedelta(days=1)

REFERENCE = re.compile(r"([PHRMACS])\s*-?\s*([0-9]{1,9})", re.IGNORECASE)
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?([0-9][A-Z]{0,2})?")
PHONE = re.compile(r"\+?[0-9 ().-]+")
COUNTRY = re.compile(r"(00|\+)\s*44\s*(\(0\))?|0")


@dataclass(frozen=True)
class Sought:
    """What was typed, and what it may be."""

    text: str
    words: list[str]
    reference: str = ""
    postcode: str = ""
    digits: str = ""
    email: str = ""

    @property
    def is_too_short(self) -> bool:
        return len(self.text) < LEAST


def read(text: str) -> Sought:
    """Work out what somebody may have meant by what they typed."""
    text = " ".join(text.split())[:MOST_WORDS]
    reference = REFERENCE.fullmatch(text)
    together = text.replace(" ", "").upper()
    digits = ""
    if PHONE.fullmatch(text):
        digits = re.sub(r"\D", "", COUNTRY.sub("", text, count=1) if COUNTRY.match(text) else text)
    return Sought(
        text=text,
        words=text.split(),
        reference=f"{reference[1].upper()}-{reference[2]}" if reference else f"-{text}" if text.isdecimal() else "",
        postcode=together if POSTCODE.fullmatch(together) else "",
        digits=digits if len(digits) >= 4 else "",
        email=text if "@" in text else "",
    )


def keep(actor, text: str) -> Search:
    """Keep what was typed under an opaque key, and clear away this person's old searches."""
    mine = Search.objects.filter(actor=actor)
    mine.filter(made_at__lt=clock.now() - KEPT_FOR).delete()
    return Search.objects.create(scheme=actor.scheme, actor=actor, words=" ".join(text.split())[:MOST_WORDS])


def kept(actor, key) -> str:
    """What this actor searched for under a key; nothing where the key is not one of theirs."""
    search = Search.objects.filter(actor=actor, key=key).first() if key else None
    return search.words if search else ""


def address_of_list(request, **changes: str) -> str:
    """The list as it is filtered now, from its first page, with some filters changed; an empty one is taken away."""
    query = request.GET.copy()
    for name, value in ({"page": ""} | changes).items():
        if value:
            query[name] = value
        else:
            query.pop(name, None)
    return f"?{query.urlencode()}"


def search_list(request):
    """Keep what was typed under a key, so that nothing about anybody stands in an address; back to the list with it."""
    text = tidy(request.POST.get("q", ""))
    key = "" if read(text).is_too_short else str(keep(request.actor, text).key)
    return redirect(request.path + address_of_list(request, find=key))


NOTHING = Q(pk__in=[])


def name_is(sought: Sought, *fields: str) -> Q:
    """Each word that was typed is part of one of the names, whatever its case and accents."""
    every = Q()
    for word in sought.words:
        any_of = Q()
        for name in fields:
            any_of |= Q(**{f"{name}__unaccent__icontains": word})
        every &= any_of
    return every


def reference_is(sought: Sought, folder: str) -> Q:
    """Its reference, whole ("R-1051", "r1051"), or the number alone."""
    if not sought.reference:
        return NOTHING
    how = "endswith" if sought.reference.startswith("-") else "exact"
    return Q(**{f"{folder}__reference__{how}": sought.reference})


def contains(text: str, lookup: str) -> Q:
    return Q(**{lookup: text}) if text else NOTHING


def plain(path: str) -> dict:
    """An alias: a postcode without its spaces."""
    return {f"{path.replace('__', '_')}_plain": Replace(F(path), Value(" "), Value(""))}


def postcode_is(sought: Sought, path: str) -> Q:
    """It begins with what was typed, with or without a space."""
    return contains(sought.postcode, f"{path.replace('__', '_')}_plain__istartswith")


def digits(path: str) -> dict:
    """An alias: the digits of a phone number alone."""
    return {
        f"{path.replace('__', '_')}_digits": Func(
            F(path), Value(r"\D"), Value(""), Value("g"), function="REGEXP_REPLACE"
        )
    }


def phone_is(sought: Sought, path: str) -> Q:
    """It holds these digits; the country's code and the first nought do not count."""
    return contains(sought.digits, f"{path.replace('__', '_')}_digits__contains")
