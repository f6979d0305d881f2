"""A referral's way in fixed steps, as the referrer sees it: what is done, what is next by when, what slipped."""

from django.utils import timezone
from django.utils.translation import gettext as _

from referrals.models import Referral
from referrals.promises import received_on
from schemes.templatetags.words import day, day_near, moment

STATUS = Referral.Status
# How far each status has come: the number of the step that is going on.
STEP_OF = {
    STATUS.NEW: 1,
    STATUS.NEEDS_MORE: 1,
    STATUS.MEETING: 2,
    STATUS.LOOKING: 3,
    STATUS.INTRODUCING: 4,
    STATUS.STARTED: 6,
}


def _slip(by, today) -> str:
    """Said before anyone has to ask."""
    return _("We said by %(day)s. We have not met that date.") % {"day": day_near(by, today)}


def slip_of(referral, promises, at) -> str:
    """What we promised and did not keep, as it stands first on the page; empty while every promise holds."""
    today = timezone.localdate(at)
    if not referral.is_open:
        return ""
    if referral.promised_at and referral.rung_at is None and referral.promised_at < at:
        return _("We said we would ring you by %(at)s. We have not done so.") % {"at": moment(referral.promised_at)}
    promise = promises.next_for(referral, today)
    if promise and promise.is_late and referral.status != STATUS.NEEDS_MORE:
        return _slip(promise.on, today)
    if referral.next_contact_on and referral.next_contact_on < today:
        return _slip(referral.next_contact_on, today)
    return ""


def _where(referral) -> tuple[int, str]:
    """The step it is at, or was at when it stopped, and whether it goes on: now, or stopped."""
    if referral.status in STEP_OF:
        return STEP_OF[referral.status], "now"
    left = referral.folder.moves.standing().filter(from_status__in=STEP_OF, is_put_back=False)
    before = left.order_by("-id").first()
    return STEP_OF.get(before.from_status if before else "", 1), "stopped"


def steps_of(referral, promises, today) -> list[dict]:
    """The six steps for `components/steps.html`; `referral` was read `with_last_signs()`."""
    at, how = _where(referral)
    initial = referral.person.called[:1].upper()
    officer = referral.officer.name if referral.officer else _("An officer")
    titles = [
        _("We have your referral"),
        _("We need more from you")
        if referral.status == STATUS.NEEDS_MORE
        else _("%(officer)s is reading it") % {"officer": officer},
        _("We meet %(initial)s") % {"initial": initial},
        _("We look for people who fit"),
        _("%(initial)s meets them") % {"initial": initial},
        _("The arrangement starts"),
    ]
    done = [
        titles[0],
        _("%(officer)s has read it") % {"officer": officer},
        _("We met %(initial)s") % {"initial": initial},
        _("We looked for people who fit"),
        _("%(initial)s met them") % {"initial": initial},
        _("The arrangement started"),
    ]
    steps = []
    for number, title in enumerate(titles):
        state = "done" if number < at else how if number == at else "later" if how == "now" else "stopped"
        text = done[number] if state == "done" else title
        steps.append({"text": text, "state": state, "note": _note(referral, promises, today, number, state)})
    if referral.status == STATUS.ON_HOLD:
        for step in steps:
            step["state"] = "later" if step["state"] == "stopped" else step["state"]
        steps[at]["note"] = _("On hold until %(day)s") % {"day": day(referral.wake_on)}
    return steps


def _note(referral, promises, today, number, state) -> str:
    """The date beside a step: when it was done, or by when it is promised."""
    if number == 0:
        return moment(referral.received_at)
    if state not in ("now", "later") or referral.status in (STATUS.STARTED, STATUS.ON_HOLD):
        return ""
    if number == 1 and referral.status == STATUS.NEW:
        by = promises.answer_by(referral, max(received_on(referral), referral.last_move_on or received_on(referral)))
        return _slip(by, today) if by < today else _("by %(day)s") % {"day": day_near(by, today)}
    if number == 2:
        by = promises.meet_by(referral)
        said = _("by %(day)s") % {"day": day_near(by, today)}
        if referral.meet_on and referral.status == STATUS.MEETING:
            said = _("on %(day)s") % {"day": day_near(referral.meet_on, today)}
        if by < today and state == "now":
            said = f"{_slip(by, today)} {said}" if referral.meet_on else _slip(by, today)
        elif by < today:
            said = ""
        return said
    if state == "now" and number in (3, 4):
        by = referral.next_contact_on or promises.next_for(referral, today).on
        if by < today:
            return _slip(by, today)
        return _("You hear from us by %(day)s") % {"day": day_near(by, today)}
    return ""


def last_update(referral):
    """The newest step, as its label and day; `referral` was read `with_last_signs()`."""
    if referral.last_move_on is None:
        return None
    is_new = referral.status == STATUS.NEW
    return {
        "text": _("we have it, and read it") if is_new else referral.get_status_display(),
        "on": referral.last_move_on,
    }
