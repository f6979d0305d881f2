"""Keeps what a referrer sends behind the link: an answer to each thing asked for, with files, and messages."""

from django.db import transaction
from django.utils.translation import gettext as _

from referrals.models import Referral, ReferrerMessage
from referrals.still_needed import NOT_KNOWN
from schemes.models import HeldFile, WrongState
from schemes.tasks import look_now, scan_files

QUESTION = "asked"  # what a held file answers that came with something we asked for
# Ours: far more than anybody needs, few enough that nobody fills the disk or a folder through one link.
MOST_FILES, MOST_BYTES = 40, 120 * 1024 * 1024  # of one referral, sent behind its links
MOST_MESSAGES_A_DAY = 30


@transaction.atomic
def keep_answers(referral, answers, *, by) -> None:
    """Keep each answer (item, text, files, is not known) by itself. Undo: ask again."""
    pairs = []
    for item, text, files, is_not_known in answers:
        for file in files:
            HeldFile.hold(upload=file, question=QUESTION, folder=referral.folder)
        named = _("Files: %(names)s") % {"names": ", ".join(file.name for file in files)} if files else ""
        said = "\n".join(filter(None, [text, named])) or (NOT_KNOWN if is_not_known else "")
        pairs.append(([item], said))
    referral.lock()
    if not referral.is_open:
        raise WrongState("This referral is closed.")
    is_read_anyway = referral.status in (Referral.Status.NEW, Referral.Status.NEEDS_MORE)
    referral.give_more(by=by, answers=pairs)
    if not is_read_anyway:  # nobody waits for it any more: it becomes due as a message does
        items = "; ".join(items[0] for items, _said in pairs)
        _say(referral, f"Sent what was still needed: {items}"[:5000], by=by)
    look_now(scan_files)


def room_for(referral) -> tuple[int, int]:
    """How many more files, and how many more bytes of them, may come behind the links of this referral."""
    sizes = list(HeldFile.objects.filter(folder=referral.folder_id, question=QUESTION).values_list("size", flat=True))
    return MOST_FILES - len(sizes), MOST_BYTES - sum(sizes)


def keep_message(referral, text: str, *, by, on) -> None:
    """Keep what the referrer wrote, or say that it is too much for a day. Undo: none; it can be corrected."""
    if referral.talk.filter(is_from_referrer=True, happened_on=on).count() >= MOST_MESSAGES_A_DAY:
        raise WrongState("We have had as many messages as we take in one day. Ring us.")
    _say(referral, text, by=by)


def _say(referral, text, *, by) -> None:
    ReferrerMessage.say(referral=referral, text=text, is_from_referrer=True, by=by)
