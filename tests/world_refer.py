"""A referral somebody is still typing, and files that came with one, for the world the tests ask about."""

import uuid

from referrals.draft_links import DRAFT
from schemes import clock
from schemes.files import Accepted
from schemes.models import Draft, HeldFile, Link


def typed(referral, said) -> dict:
    """A draft with a link back, and a held file of a referral that was sent."""
    at = clock.now()
    until = DRAFT.expires_at(referral.scheme, at)
    draft = Draft.objects.create(
        scheme=referral.scheme, act="refer", form_version=0, expires_at=until,
        data={"them": {"full_name": said("Somebody")}},
    )  # fmt: skip
    link, secret = Link.make(
        scheme=referral.scheme, purpose=DRAFT.purpose, email="somebody@example.org", expires_at=until
    )
    draft.give_link(link)
    upload = Accepted(name=said("Plan") + ".pdf", media_type="application/pdf", content=said("%PDF-").encode(), pages=1)
    held = HeldFile.hold(upload=upload, question="money", folder=referral.folder)
    return {"draft": draft, "draft_link": link, "draft_secret": secret, "held_file": held}


# What stands between the slashes of each address.
ARGUMENTS = {
    "refer-autosave": lambda world, actor: [uuid.UUID(int=5), "their-words"],
    "refer-later": lambda world, actor: [world.scheme.slug],
    "refer-return": lambda world, actor: [world.draft_secret],
    "refer-open": lambda world, actor: [world.draft_link.pk],
    "release-file": lambda world, actor: [world.held_file.pk],
}
