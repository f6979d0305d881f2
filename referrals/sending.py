"""From the pages of the form to a person, their words, their wishes and a referral."""

from referrals.forms.refer import NOT_KNOWN, NOT_SURE
from referrals.models import Format, Referral
from referrals.questions import PAGE_NAMES
from schemes.models import Actor
from schemes.places import sector_of
from schemes.vocabulary import WISHES, Gender

JOB = "referral form"


def as_referral(pages) -> dict:
    """What `Referral.receive` wants, from valid pages; the answers go along exactly as they were asked."""
    said = {name: value for page in pages.values() for name, value in page.cleaned_data.items()}
    known_format = said["information_format"] if said["information_format"] in Format.values else ""
    plain = "".join(said["place"].split()).upper()
    return {
        "person": {
            "full_name": said["full_name"],
            "preferred_name": said["preferred_name"],
            "date_of_birth": said["date_of_birth"],
            "age_told": None if said["date_of_birth"] else said["age"],
            "gender": said["gender"] or Gender.NOT_SAID,
            "lives_at": said["place"],
            "postcode": f"{plain[:-3]} {plain[-3:]}" if sector_of(plain) else "",
            "phone": said["phone"],
            "talking": said["talking"],
            "information_format": known_format,
            "smokes": "" if said["smokes"] == NOT_KNOWN else said["smokes"],
        },
        "words": [{name: said[name] for name in ("matters", "good_day", "hopes", "said_how")}],
        "wishes": [
            {"key": key, "strength": strength, "said_by": said["referrer_name"]}
            for key in WISHES
            if (strength := said[f"wish_{key}"]) and strength != NOT_KNOWN
        ],
        "answers": [answer for name in PAGE_NAMES for answer in pages[name].answers()],
        "type_wanted": "" if said["type_wanted"] == NOT_SURE else said["type_wanted"],
        "wanted_from": said["wanted_from"],
        "wanted_until": said["wanted_until"],
        "near": said["near"],
        "miles": said["miles"],
        "knows": said["knows"],
        "urgency": said["urgency"] or Referral.Urgency.ORDINARY,
        "funding": said["funding"] or Referral.Funding.NOT_KNOWN,
        "referrer_name": said["referrer_name"],
        "referrer_email": said["referrer_email"],
        "referrer_team": said["referrer_team"],
        "referrer_phone": said["referrer_phone"],
    }


def send(draft, pages) -> Referral:
    """Make the referral a draft holds. Its key is unique: sending it again can never make a second one."""
    by = Actor.for_job(JOB)
    return Referral.receive(scheme=draft.scheme, by=by, draft_key=draft.key, **as_referral(pages))
