"""Phone numbers and email addresses as staff read them: one that is not safe is struck out and says so."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from schemes.models import UnsafeContact

Kind = UnsafeContact.Kind


def unsafe_for(reader) -> set[tuple[str, str]]:
    """What must not be used in the scheme of whoever reads, as (kind, plain value); read once for each request."""
    if not hasattr(reader, "_unsafe"):
        rows = UnsafeContact.objects.standing().filter(scheme=reader.scheme)
        reader._unsafe = set(rows.values_list("kind", "value"))
    return reader._unsafe


def is_safe(kind: str, value: str, reader) -> bool:
    """Whether this may be used, as far as the scheme of whoever reads knows."""
    return not value or (kind, UnsafeContact.plain(kind, value)) not in unsafe_for(reader)


def reached_at(kind: str, value: str, reader, *, is_link=False) -> SafeString | str:
    """A number or an address for staff to read. Nobody else is shown one: it stands in no letter and on no public page.

    One that is not safe is never a link.
    """
    if not value or reader is None or reader.scheme is None:
        return ""
    if not is_safe(kind, value, reader):
        return format_html('<s>{}</s> <strong class="govuk-tag govuk-tag--red">Not safe</strong>', value)
    if not is_link:
        return value
    address = f"mailto:{value}" if kind == Kind.EMAIL else f"tel:{value.replace(' ', '')}"
    return format_html('<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>', address, value)
