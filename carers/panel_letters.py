"""Emails to those who sit on panel, and the letter that tells a household what was decided."""

from hashlib import sha256

from django.template.loader import render_to_string

from carers.links import APPLICANT
from carers.models import Member, PanelItem, PanelOutcome
from carers.models.outcomes import terms_in_words, words_of
from schemes import wordings
from schemes.letters import link_to, queue_link
from schemes.models import Link, Message, Note
from schemes.tasks import deliver_messages, look_now
from schemes.templatetags.words import day

Kind, Outcome = PanelItem.Kind, PanelOutcome.Outcome

# Which letter tells of which outcome.
LETTER_OF = {
    (Kind.APPROVAL, Outcome.APPROVE): "approved",
    (Kind.APPROVAL, Outcome.CONDITIONS): "approved-with-conditions",
    (Kind.APPROVAL, Outcome.NOT_APPROVE): "not-approved",
    (Kind.TERMS, Outcome.APPROVE): "terms-changed",
    (Kind.TERMS, Outcome.CONDITIONS): "approved-with-conditions",
    (Kind.TERMS, Outcome.NOT_APPROVE): "terms-not-changed",
    (Kind.DEREGISTER, Outcome.APPROVE): "de-registered",
    (Kind.DEREGISTER, Outcome.NOT_APPROVE): "approval-goes-on",
    (Kind.APPEAL, Outcome.APPROVE): "appeal-upheld",
    (Kind.APPEAL, Outcome.NOT_APPROVE): "appeal-not-upheld",
}


def key_of(outcome: PanelOutcome) -> str:
    """Which of the scheme's letters tells of this outcome."""
    if outcome.outcome == Outcome.DEFER:
        return "deferred"
    usual = "approval-goes-on" if outcome.agrees else "approval-in-question"
    return LETTER_OF.get((outcome.item.kind, outcome.outcome), usual)


def carers_of(household) -> list[Member]:
    """The carers of a household who have not left: whom a letter is to."""
    return [m for m in household.members.all() if m.left_on is None and m.role == Member.Role.CARER]


def draft(outcome: PanelOutcome, *, signed: str, on) -> dict:
    """The letter as the scheme words it on a day, filled in: to, subject and body."""
    item = outcome.item
    carers = carers_of(item.household)
    names = [member.called for member in carers] or [item.household.name]
    subject, body = wordings.words_on(item.scheme, key_of(outcome), on)
    values = {
        "scheme": item.scheme.name,
        "names": names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}",
        "outcome": words_of(outcome).lower(),
        "terms": "\n".join(f"{what}: {day(v) if hasattr(v, 'year') else v}" for what, v in terms_in_words(outcome)),
        "conditions": outcome.conditions,
        "reasons": outcome.reasons,
        "appeal_by": day(outcome.appeal_by_on) if outcome.appeal_by_on else "",
        "back_by": day(outcome.back_on) if outcome.back_on else "",
        "date": day(outcome.happened_on),
        "phone": item.scheme.phone,
        "signed": signed,
    }
    emails = [m.email for m in carers if m.email] or [item.application.email if item.application else ""]
    return {"to": emails[0], "subject": wordings.fill(subject, values), "body": wordings.fill(body, values)}


def _letter_key(outcome: PanelOutcome) -> str:
    return f"decision-letter:{outcome.item_id}:{outcome.stage}"


def letter_sent(outcome: PanelOutcome) -> Message | None:
    """The letter as it went out by email, or None where it went by post: then a note has its words."""
    return Message.objects.filter(scheme=outcome.scheme, key=_letter_key(outcome)).first()


def send_decision_letter(outcome: PanelOutcome, *, to, subject, body, by) -> Message:
    """Put the letter in the outbox; the folder keeps it."""
    folder = (outcome.item.application or outcome.item.household).folder
    message = Message.queue(
        scheme=outcome.scheme, key=_letter_key(outcome), to=to,
        subject=f"{folder.reference}: {subject}", body=body, by=by, folder=folder,
    )  # fmt: skip
    look_now(deliver_messages)
    return message


def keep_printed_letter(outcome: PanelOutcome, *, subject, body, on, by) -> Note:
    """Keep a letter that goes by post, word for word, as a note in the folder."""
    folder = (outcome.item.application or outcome.item.household).folder
    return Note.write(folder=folder, text=f"Letter by post: {subject}\n\n{body}", happened_on=on, by=by)


def _to_members(meeting, letter: str, subject: str, *, key: str, by, seats) -> list[str]:
    names = []
    for seat in seats:
        Message.queue(
            scheme=meeting.scheme,
            key=f"{key}:{seat.pk}",
            to=seat.member.email,
            subject=subject,
            body=render_to_string(
                f"emails/carers/{letter}.txt",
                {
                    "meeting": meeting,
                    "seat": seat,
                    "scheme": meeting.scheme,
                    "link": link_to("panel-meeting", meeting.pk),
                },
            ).strip(),
            by=by,
        )
        names.append(seat.member.name)
    look_now(deliver_messages)
    return names


def coming(meeting):
    """Seats of those who are asked, still work here and sent no apologies."""
    seats = meeting.seats.exclude(attendance="apologies").filter(member__ended_on__isnull=True)
    return seats.select_related("member__account")


def ask_members(meeting, *, by) -> list[str]:
    """Ask each member to the meeting by email, once; gives everybody's names."""
    subject = f"Panel on {day(meeting.held_on)}: you are asked to sit"
    return _to_members(meeting, "asked_to_panel", subject, key="panel-seat", by=by, seats=coming(meeting))


def send_papers(meeting, *, by) -> list[str]:
    """Tell each member that the papers are ready, once for each state of the list; gives their names."""
    items = meeting.items.filter(is_withdrawn=False)
    state = "-".join(str(pk) for pk in sorted(items.values_list("pk", flat=True)))
    return _to_members(
        meeting, "papers_ready", f"Panel on {day(meeting.held_on)}: the papers are ready",
        key=f"panel-papers:{meeting.pk}:{sha256(state.encode()).hexdigest()[:16]}", by=by, seats=coming(meeting),
    )  # fmt: skip


def tell_report_shared(application, *, at, by) -> list[str]:
    """Tell the applicants by email, through their own link, that there is a version to read; gives the addresses.

    Those who have a link get it anew; where nobody was sent one yet, the address of the enquiry gets the first.
    """
    links = application.folder.links.filter(purpose=Link.Purpose.APPLICANT)
    emails = list(links.filter(closed_at__isnull=True).order_by("pk").values_list("email", flat=True))
    if not emails and application.email and not links.exists():
        emails = [application.email]
    for email in dict.fromkeys(emails):
        link, secret = APPLICANT.make(scheme=application.scheme, folder=application.folder, email=email, at=at)
        queue_link(
            link, APPLICANT.address(secret), by=by, subject="your report is ready to read",
            template="emails/carers/report_shared.txt",
        )  # fmt: skip
    look_now(deliver_messages)
    return emails
