"""The small door to a person's own page, and what the person's page shows staff of the page, its links and requests."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from referrals.models import PageGiven, Person, PersonLink, PersonPage, PersonRequest
from schemes import clock
from schemes.doors import Door
from schemes.link_rows import link_rows
from schemes.models import Link

MOST_SHOWN = 5


def person_behind(link: Link) -> Person | None:
    """The person whose page a link opens."""
    rows = Person.objects.select_related("scheme", "folder", "officer__account")
    return rows.filter(folder=link.folder_id, scheme=link.scheme_id, merged_into__isnull=True).first()


def own_page_of(person: Person) -> PersonPage | None:
    """The page of the person behind a link that was opened."""
    return PersonPage.objects.filter(person=person).first()


def openly_asked(person: Person, holder):
    """What this holder asked through their link, without what their carer must not know, and our answers."""
    rows = PersonRequest.objects.standing().filter(person=person, is_private=False, recorded_by=holder)
    return rows.prefetch_related("answered")


PERSON = Door(
    purpose=Link.Purpose.PERSON,
    start="own-page-start",
    inside="own-page",
    days_rule="person_link_days",
    heading=_("Your page"),
    is_open=lambda link: person_behind(link) is not None,
)
DOORS = [PERSON]


def hand_out(person: Person, *, send, by, **holder) -> Link:
    """Make and send the link (`send` does both), and write down who holds it."""
    with transaction.atomic():
        link = send()
        PersonLink.hand_link(person=person, link=link, by=by, **holder)
    return link


def links_of(person: Person) -> list[dict]:
    """Each link to their page with who holds it and where it stands."""
    links = person.folder.links.filter(purpose=PERSON.purpose).order_by("pk")
    holders = {row.link_id: row for row in person.page_links.standing().order_by("pk")}
    return [{"row": row, "holder": holders.get(row.link.pk)} for row in link_rows(links, clock.now())]


def page_part(person: Person, actor) -> dict:
    """What the person's page shows of their own page: parts, versions, who was given it, links, what they ask."""
    page = PersonPage.objects.filter(person=person).first()
    given = PageGiven.objects.visible_to(actor).standing().filter(person=person).select_related("page_version")
    asked = PersonRequest.objects.visible_to(actor).open().filter(person=person)
    return {
        "page": page,
        "newest": page.newest if page else None,
        "given": given[:MOST_SHOWN],
        "links": links_of(person),
        "requests": asked,
    }
