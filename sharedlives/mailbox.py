"""The demonstration's mailbox: what its mail catcher kept, read back from the files. Nothing here was really sent."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,120}\.eml")
MOST = 200


@dataclass(frozen=True)
class Caught:
    """One message as it was caught."""

    name: str
    to: str
    sender: str
    subject: str
    at: datetime | None
    message_id: str
    text: str


def newest(folder: str) -> list[Caught]:
    """The latest messages, newest first."""
    names = sorted((path.name for path in Path(folder).glob("*.eml") if NAME.fullmatch(path.name)), reverse=True)
    return [caught for name in names[:MOST] if (caught := read(folder, name)) is not None]


def read(folder: str, name: str) -> Caught | None:
    """One message, or None: unknown, or no name of ours. A name never leads out of the folder."""
    if not NAME.fullmatch(name):
        return None
    path = Path(folder) / name
    if path.is_symlink() or not path.is_file():
        return None
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    return Caught(
        name=name,
        to=header(message, "X-Envelope-To") or header(message, "To"),
        sender=header(message, "From"),
        subject=header(message, "Subject") or "(no subject)",
        at=when(message),
        message_id=header(message, "Message-ID"),
        text=body.get_content() if body is not None else "",
    )


def header(message, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def when(message) -> datetime | None:
    try:
        return parsedate_to_datetime(header(message, "Date"))
    except (TypeError, ValueError):
        return None
