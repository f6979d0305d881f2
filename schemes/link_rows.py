"""Emailed links as staff see them: whose, where they stand, when they were used; never what opens them."""

from collections.abc import Iterable
from dataclasses import dataclass

from schemes.doors import last_opened, standing_of
from schemes.models import Link, Message


@dataclass(frozen=True)
class LinkRow:
    """A link as staff see it: whose, where it stands, when it was last used; never what opens it."""

    link: Link
    standing: str
    last_opened_at: object = None
    did_not_arrive: bool = False
    is_closed: bool = False


def link_rows(links: Iterable[Link], at) -> list[LinkRow]:
    """Links with what staff want to know of them, in two queries."""
    links = list(links)
    opened, lost = last_opened(links), not_delivered(links)
    return [
        LinkRow(link, standing_of(link, at), opened.get(link.pk), link.pk in lost, link.closed_at is not None)
        for link in links
    ]


def message_key(link: Link) -> str:
    """The name of the message that took the newest secret of a link."""
    return f"link:{link.pk}:{link.fingerprint[:12]}"


def not_delivered(links: Iterable[Link]) -> set[int]:
    """Those of these links whose newest email could not be delivered."""
    by_key = {message_key(link): link.pk for link in links}
    failed = Message.objects.filter(key__in=by_key, status=Message.Status.FAILED).values_list("key", flat=True)
    return {by_key[key] for key in failed}
