"""From the pages of the form to a person, their words, their wishes, a referral and the files that came with it."""

from django.utils import timezone
from django.utils.translation import ngettext

from referrals.asked_of_self import SELF
from referrals.forms.refer import NOT_KNOWN, NOT_SURE
from referrals.models import Format, ReachGroup, Referral, Voice
from referrals.short_notice import is_at_short_notice, limit_of, ring_by
from schemes.models import Actor, HeldFile
from schemes.places import sector_of
from schemes.vocabulary import WISHES, Gender

JOB = "referral form"
WORDS = ("matters", "good_day", "hopes")
REACH = {
    "learning_disability": ReachGroup.LEARNING_DISABILITY,
    "mental_health": ReachGroup.MENTAL_HEALTH,
    "dementia": ReachGroup.OLDER,
    "older": ReachGroup.OLDER,
}


def as_referral(pages) -> dict:
    """What `Referral.receive` wants, from valid pages; the answers go along exactly as they were asked."""
    said = {name: value for page in pages.values() for name, value in page.cleaned_data.items()}
    asks = said.get("referrer_is") or "worker"
    known_format = said["information_format"] if said["information_format"] in Format.values else ""
    plain = "".join(said["place"].split()).upper()
    return {
        "person": {
            "full_name": said["full_name"],
            "preferred_name": said["preferred_name"],
            "date_of_birth": said["date_of_birth"],
            "age_told": None if said["date_of_birth"] else said["age"],
            "gender": said.get("gender") or Gender.NOT_SAID,
            "lives_at": said["place"],
            "postcode": f"{plain[:-3]} {plain[-3:]}" if sector_of(plain) else "",
            "phone": said.get("phone") or (said["referrer_phone"] if asks == SELF else ""),
            "talking": said["talking"],
            "information_format": known_format,
            "smokes": "" if said["smokes"] == NOT_KNOWN else said["smokes"],
        },
        "words": _words(said, asks),
        "wishes": [
            {"key": key, "strength": strength, "said_by": said["referrer_name"]}
            for key in WISHES
            if (strength := said[f"wish_{key}"]) and strength != NOT_KNOWN
        ],
        "answers": [answer for page in pages.values() for answer in [*page.answers(), *_attached(page)]],
        "type_wanted": "" if said["type_wanted"] == NOT_SURE else said["type_wanted"],
        "wanted_from": said["wanted_from"],
        "wanted_until": said["wanted_until"],
        "near": said["near"],
        "miles": said["miles"],
        "knows": said.get("knows") or Referral.Knows.YES,  # only who asks for themselves is not asked
        "urgency": said["urgency"] or Referral.Urgency.ORDINARY,
        "funding": said["funding"] or Referral.Funding.NOT_KNOWN,
        "referrer_is": asks,
        "referrer_name": said["referrer_name"],
        "referrer_email": said["referrer_email"],
        "referrer_team": said["referrer_team"],
        "referrer_phone": said["referrer_phone"],
        "named_carer": said["named_carer"],
        "ready_to_leave_on": said.get("ready_to_leave_on"),
        "reach": _reach(said),
    }


def _words(said: dict, asks: str) -> list[dict]:
    """What they said, marked with whose words it is; nothing where all of it is in what was attached."""
    if not any(said.get(name) for name in WORDS):
        return []
    voice = Voice.SAID if asks == SELF else said.get("voice") or ""
    helper = said["referrer_name"] if voice in (Voice.HELPED, Voice.FOR_THEM) else ""
    words = {name: said.get(name) or "" for name in (*WORDS, "said_how")}
    return [words | {"voice": voice, "helped_by": helper}]


def _attached(page) -> list[dict]:
    """The names of what was attached to a page, as an answer of its own."""
    names = [held.name for held in page.attached if held.state != HeldFile.State.BAD]
    if not names:
        return []
    heading, _lead = page.asking.heading(page.page)
    return [
        {
            "key": f"attached_{page.page.replace('-', '_')}",
            "section": str(heading),
            "question": ngettext("One file is attached", "%(n)d files are attached", len(names)) % {"n": len(names)},
            "answer": "\n".join(names),
            "form_version": page.asking.asked.number,
        }
    ]


def _reach(said: dict) -> list[str]:
    """Which groups this referral counts in, as far as the answers say."""
    group = said.get("support_group") or ""
    found = [REACH[group]] if group in REACH else []
    if said.get("situation") == "hospital":
        found.append(ReachGroup.HOSPITAL)
    return found


def send(draft, pages, *, at) -> Referral:
    """Make the referral a draft holds. Its key is unique: sending it again can never make a second one."""
    by, on = Actor.for_job(JOB), timezone.localdate(at)
    fields = as_referral(pages)
    fields["is_short_notice"] = is_at_short_notice(fields, days=limit_of(draft.scheme, on), today=on)
    if fields["is_short_notice"]:
        fields["promised_at"] = ring_by(draft.scheme, at, on)
    referral = Referral.receive(scheme=draft.scheme, by=by, draft_key=draft.key, **fields)
    HeldFile.move_to(referral.folder, draft=draft, by=by)
    return referral
