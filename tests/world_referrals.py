"""Part of the world the tests ask about: what hangs on a referral and a person, teams that refer, the form's words."""

from referrals.models import FormDesign
from tests.world_pages import ARGUMENTS as OF_PAGES
from tests.world_pages import paged
from tests.world_person import ARGUMENTS as OF_PERSON
from tests.world_person import known_of
from tests.world_sources import ARGUMENTS as OF_SOURCES
from tests.world_sources import teams_of
from tests.world_talk import ARGUMENTS as OF_TALK
from tests.world_talk import talked


def referred(referral, said, today, by) -> dict:
    """Rows that hang on a referral and its person, and the scheme's own form; each noun adds its own below."""
    return {
        **worded_form(referral.scheme, said, by),
        **talked(referral, said, by),
        **teams_of(referral.scheme, said, today, by),
        **known_of(referral.person, said, today, by),
        **paged(referral.person, said, said("x")[2:], today, by),
    }


def worded_form(scheme, said, by) -> dict:
    """The scheme's own referral form, published once."""
    design = FormDesign.of(scheme, by=by)
    row = {"page": "them", "wording": said("A question"), "why": said("A reason"), "who": "officers", "kind": "line",
           "choices": []}  # fmt: skip
    key = design.put_own_question(row, by=by)
    return {"own_question": key, "form_version": design.publish(by=by)}


def _of(name):
    return lambda world, actor: [getattr(world, name).pk]


# What stands between the slashes of each address.
ARGUMENTS = (
    OF_PERSON
    | OF_PAGES
    | OF_SOURCES
    | OF_TALK
    | {
        "word-question": lambda world, actor: ["full_name"],
        "move-question": lambda world, actor: ["full_name"],
        "edit-question": lambda world, actor: [world.own_question],
        "drop-question": lambda world, actor: [world.own_question],
        "form-version": _of("form_version"),
        "handout": lambda world, actor: [world.scheme.slug],
        "handout-easy-read": lambda world, actor: [world.scheme.slug],
    }
)
