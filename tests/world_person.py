"""What is known about a person, for the world the tests ask about: one of each record, every free text marked."""

from datetime import timedelta

from referrals.models import Capacity, Consent, FundingState, Liberty, NeedReview, PersonAuthority, PersonContact
from schemes.models import UnsafeContact


def known_of(person, said, today, by) -> dict:
    """One of each record about a person."""
    later = today + timedelta(days=90)
    common = {"person": person, "happened_on": today, "by": by}
    return {
        "authority": PersonAuthority.record_authority(
            role="funding", named=said("Vale Council"), commissioner=said("Panel"), **common
        ),
        "money": FundingState.record_funding(
            state="agreed", weekly_pence=37237, decided_by=said("Panel"), their_reference=said("F1"),
            words=said("For a year"), until_on=later, **common,
        ),
        "around": PersonContact.add_contact(
            person=person, name=said("Kay"), role="family", relation=said("My sister"), authority=["appointee"],
            phone="01632 960333", email=f"kay.{said('x')[2:]}@example.org".lower(), is_first=True, by=by,
        ),
        "capacity": Capacity.record_capacity(
            decision=said("Where to live"), outcome="cannot", assessed_by=said("Dr Fox"),
            best_interests=said("With Kay"), review_on=later, **common,
        ),
        "consent": Consent.record_consent(
            purpose="family", answer="yes", said_by=said("Aloud"), words=said("Tell her"), until_on=later, **common
        ),
        "liberty": Liberty.record_liberty(state="ordered", expires_on=later, words=said("An order"), **common),
        "need_review": NeedReview.record_need_review(
            is_met=False, asked_whom=said("Kay"), unmet=said("Letters too small"), act_on=later, **common
        ),
        "unsafe": UnsafeContact.warn(
            folder=person.folder, kind="phone", value="01632 960999", why=said("He answers it"), review_on=later, by=by
        ),
    }  # fmt: skip


def _of(name):
    return lambda world, actor: [getattr(world, name).pk]


OF_PERSON = """around-person add-person-contact money-of-person record-authority record-funding deciding-of-person
record-capacity record-consent record-liberty information-of-person record-need-review safety-of-contact hide-address
show-address warn-contact"""
OF_ROWS = {
    "edit-person-contact": "around",
    "end-person-contact": "around",
    "correct-authority": "authority",
    "correct-funding": "money",
    "correct-capacity": "capacity",
    "correct-consent": "consent",
    "correct-liberty": "liberty",
    "correct-need-review": "need_review",
    "keep-warning": "unsafe",
    "lift-warning": "unsafe",
}
# What stands between the slashes of each address; all of them open the folder of the person.
ARGUMENTS = dict.fromkeys(OF_PERSON.split(), _of("person")) | {name: _of(row) for name, row in OF_ROWS.items()}
