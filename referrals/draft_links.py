"""The way back to a referral somebody has begun: a link for each draft, two reminders, nothing in them about whom."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals import bounds
from schemes import clock, letters
from schemes.doors import Door
from schemes.models import Actor, Draft, Link, Policies, Scheme
from schemes.tasks import deliver_messages, look_now

ACT = "refer"
JOB = "referral form"
RULES = ("draft_days", "draft_remind_days", "draft_remind_again_days")
LETTER = "emails/referrals/draft_link.txt"


def draft_behind(link: Link, at) -> Draft | None:
    """The draft a link leads back to, while it is kept."""
    return Draft.objects.select_related("scheme").filter(link=link, act=ACT, expires_at__gt=at).first()


DRAFT = Door(
    purpose=Link.Purpose.REFERRAL_DRAFT,
    start="refer-return",
    inside="refer-open",
    days_rule="draft_days",
    heading=gettext_lazy("The referral you began"),
    is_open=lambda link: draft_behind(link, clock.now()) is not None,
)
DOORS = [DRAFT]


def _queue(draft: Draft, secret: str, *, subject: str, by, is_reminder=False) -> None:
    letters.queue_link(
        draft.link, DRAFT.address(secret), by=by, subject=subject, template=LETTER,
        until=timezone.localdate(draft.expires_at), is_reminder=is_reminder,
    )  # fmt: skip


@transaction.atomic
def make_sure_of_link(draft: Draft, email: str, *, network: str = "") -> None:
    """See to it that the draft's one link went to this address. Past our bounds none goes: a later page tries again.

    `network` is where the first page came from: programs post that page alone, so only there it counts.
    """
    email = email.lower()
    if draft.link is not None and draft.link.email == email:
        return
    if (
        (network and bounds.is_past("links to", network, bounds.LINKS_TO_A_NETWORK))
        or bounds.is_past("links for", email, bounds.LINKS_TO_AN_ADDRESS)
        or bounds.is_past("links of", str(draft.scheme_id), bounds.LINKS_OF_A_SCHEME)
    ):
        return
    link, secret = Link.make(
        scheme=draft.scheme, purpose=DRAFT.purpose, email=email, expires_at=max(draft.expires_at, clock.now())
    )
    draft.give_link(link)
    _queue(draft, secret, subject=_("come back to what you began"), by=Actor.for_job(JOB))
    look_now(deliver_messages)


def remind(*, at) -> int:
    """Remind those who began a referral and did not send it, twice at most; returns how many emails were queued."""
    waiting = Draft.objects.filter(act=ACT, link__isnull=False, reminded__lt=2, expires_at__gt=at)
    policies = Policies(Scheme.objects.filter(pk__in=waiting.values("scheme")), RULES)
    on, sent = timezone.localdate(at), 0
    for pk, scheme_id, reminded, expires_at in waiting.values_list("pk", "scheme_id", "reminded", "expires_at"):
        days = {key: policies.value(scheme_id, key, on) for key in RULES}
        begun_at = expires_at - timedelta(days=days["draft_days"])
        owed = sum(at >= begun_at + timedelta(days=days[key]) for key in RULES[1:])
        if owed > reminded and _remind_one(pk, owed, at=at):
            sent += 1
    if sent:
        look_now(deliver_messages)
    return sent


@transaction.atomic
def _remind_one(pk: int, owed: int, *, at) -> bool:
    """One reminder with a new secret, unless another worker was quicker or the draft is gone."""
    rows = Draft.objects.select_for_update(of=("self",), skip_locked=True).select_related("scheme", "link")
    draft = rows.filter(pk=pk, reminded__lt=owed, link__isnull=False, expires_at__gt=at).first()
    if draft is None:
        return False
    draft.record_reminded(owed)
    secret = draft.link.renew(at=at, expires_at=draft.expires_at)
    _queue(draft, secret, subject=_("not sent yet"), by=Actor.for_job(JOB), is_reminder=True)
    return True
