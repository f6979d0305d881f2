"""Passing a referral to another scheme: it begins anew there with all that the referrer told."""

from django.db import transaction

from referrals.models.answers import PassedOn
from referrals.models.referrals import Referral
from schemes import clock
from schemes.models import Actor, UnsafeContact, WrongState

# What goes along when a referral is passed to another scheme: everything the referrer told, nothing this scheme wrote.
PERSON_FIELDS = [
    "full_name", "preferred_name", "date_of_birth", "age_told", "gender", "lives_at", "postcode", "phone",
    "information_format", "smokes", "nhs_number", "is_address_hidden", "hidden_because", "hidden_review_on",
]  # fmt: skip
WORDS_FIELDS = ["matters", "good_day", "hopes", "said_how", "voice", "helped_by", "happened_on"]
WISH_FIELDS = ["key", "strength", "why", "said_by", "voice", "helped_by", "happened_on"]
ANSWER_FIELDS = ["position", "key", "section", "question", "answer", "form_version", "happened_on"]
REFERRAL_FIELDS = [
    "type_wanted", "wanted_from", "wanted_until", "near", "miles", "knows", "urgency", "funding", "referrer_name",
    "referrer_email", "referrer_team", "referrer_phone", "referrer_is", "named_carer", "reach", "ready_to_leave_on",
]  # fmt: skip


@transaction.atomic
def pass_to_scheme(referral, *, to_scheme, words, by) -> Referral:
    """Pass it to another scheme: a new person and referral begin there. Undo: the other scheme passes it back.

    Answers, own words and wishes go along as they were given, not what our staff wrote; no key crosses between
    the schemes. What managers alone see here, managers alone see there.
    """
    if to_scheme.pk == referral.scheme_id:
        raise WrongState("Choose another scheme to pass this to.")
    referral.move(
        Referral.Status.PASSED_ON, by=by, closed_on=clock.today(), why=f"Passed to {to_scheme}. {words}".strip()
    )
    sender = Actor.for_job(f"referral passed on by {referral.scheme}"[:60])
    told, wished = (
        rows.exclude(recorded_by__kind=Actor.Kind.STAFF) for rows in (referral.person.words, referral.person.wishes)
    )
    talking = referral.answers.standing().filter(key="talking").values_list("answer", flat=True).last() or ""
    there = Referral.receive(
        scheme=to_scheme,
        by=sender,
        person={name: getattr(referral.person, name) for name in PERSON_FIELDS} | {"talking": talking},
        words=[{name: getattr(row, name) for name in WORDS_FIELDS} for row in told.standing().order_by("pk")],
        wishes=[{name: getattr(row, name) for name in WISH_FIELDS} for row in wished.latest()],
        answers=[
            {name: getattr(row, name) for name in ANSWER_FIELDS}
            for row in referral.answers.standing().order_by("position")
        ],
        **{name: getattr(referral, name) for name in REFERRAL_FIELDS},
    )
    for one in UnsafeContact.objects.standing().filter(folder__in=[referral.folder_id, referral.person.folder_id]):
        folder = there.person.folder
        if not UnsafeContact.objects.standing().filter(folder=folder, kind=one.kind, value=one.value).exists():
            UnsafeContact.warn(
                folder=folder, kind=one.kind, value=one.value, why=one.why, review_on=one.review_on, by=sender
            )
    for ours, theirs in [(referral.folder, there.folder), (referral.person.folder, there.person.folder)]:
        if ours.is_restricted:
            theirs.restrict(why="It was restricted where it came from", by=sender)
    PassedOn.put_down(
        scheme=referral.scheme, referral=referral, to_scheme=to_scheme, words=words, happened_on=clock.today(), by=by
    )
    return there
