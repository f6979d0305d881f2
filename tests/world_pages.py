"""A person's own page, for the world the tests ask about: written, kept, given to somebody, asked about by a link."""

from referrals.models import Consent, PageGiven, PersonLink, PersonPage, PersonRequest
from referrals.page_links import PERSON
from schemes import clock


def paged(person, said, mark: str, today, by) -> dict:
    """A page with a version that was given, the person's own link to it, and what they asked through it."""
    page = PersonPage.of(person, by=by)
    parts = {
        key: {"text": said(text), "voice": "helped", "helped_by": said("Kay"), "easy": ""}
        for key, text in [("matters", "My garden"), ("good_day", "Toast"), ("try", "A key")]
    }
    page.write(parts, version=None, by=by, enjoys=said("Tea"), risks=said("Stairs"), first_step=["matters"])
    consent = Consent.record_consent(
        person=person, purpose="carers", answer="yes", said_by=said("Aloud"), words=said("Tell them"),
        happened_on=today, by=by,
    )  # fmt: skip
    given = PageGiven.give(
        page_version=page.freeze(by=by), step="first", consent=consent, to=said("Joy"), how=said("On paper"),
        content=[{"heading": "Enjoys", "text": said("Tea"), "whose": ""}], by=by,
    )  # fmt: skip
    link, secret = PERSON.make(
        scheme=person.scheme, folder=person.folder, email=f"{mark}.person@example.org".lower(), at=clock.now()
    )
    PersonLink.hand_link(person=person, link=link, holder="supporter", name=said("Kay"), chosen=said("Aloud"), by=by)
    asked = PersonRequest.ask(
        person=person, kind="talk", text=said("About home"), reach=said("Ring"), asked_by=said("Kay"),
        is_private=True, by=by,
    )  # fmt: skip
    return {"page": page, "page_given": given, "page_link": link, "page_secret": secret, "person_request": asked}


def _of(name):
    return lambda world, actor: [getattr(world, name).pk]


OF_PERSON = "person-page write-page keep-page-version share-page send-person-link"
# What stands between the slashes of each address.
ARGUMENTS = {
    **dict.fromkeys(OF_PERSON.split(), _of("person")),
    **dict.fromkeys(["own-page", "ask-for-change", "ask-to-talk", "asked", "close-person-link"], _of("page_link")),
    "give-page": lambda world, actor: [world.person.pk, "first"],
    "own-page-start": lambda world, actor: [world.page_secret],
    "page-given": _of("page_given"),
    "answer-request": _of("person_request"),
}
