"""Asks a virus scanner about files from outside: ClamAV's daemon, over its own socket, where there is one.

`CLAMAV_SOCKET` is a path (`/run/clamav/clamd.ctl`) or `host:port`. Without it, files stay held until somebody who
works here takes one out with a reason.
"""

import logging
import socket
import struct

from django.conf import settings
from django.db import transaction

from schemes.models import Actor, HeldFile

log = logging.getLogger(__name__)
JOB = "virus scanner"
CHUNK = 64 * 1024  # bytes
SECONDS = 30  # for the answer about one file
MOST_TRIES = 20
NOTHING = "OK"


class NoScanner(Exception):
    """The scanner is away."""


class NoAnswer(Exception):
    """The scanner could not say about this file."""


def is_configured() -> bool:
    """Whether this installation says where a scanner listens."""
    return bool(settings.CLAMAV_SOCKET)


def _connected() -> socket.socket:
    """A connection to the scanner."""
    address = settings.CLAMAV_SOCKET.removeprefix("unix:").removeprefix("tcp:").removeprefix("//")
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def ask(content: bytes) -> str:
    """What the scanner found in these bytes, by its own name; empty for nothing. Raises `NoScanner`, `NoAnswer`.

    The protocol is INSTREAM of clamd(8): pieces with their length before them, then one of no length.
    """
    try:
        line = _connected()
    except (OSError, ValueError) as away:
        raise NoScanner(type(away).__name__) from away
    try:
        with line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                piece = content[start : start + CHUNK]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            said = b""
            while not said.endswith(b"\0") and len(said) < 4096:
                more = line.recv(1024)
                if not more:
                    break
                said += more
    except OSError as broken:  # it took the file and fell silent over it: the others are asked about all the same
        raise NoAnswer(type(broken).__name__) from broken
    answer = said.rstrip(b"\0\n").decode("utf-8", "replace").partition(": ")[2].strip()
    if answer == NOTHING:
        return ""
    if answer.endswith(" FOUND"):
        return answer.removesuffix(" FOUND") or "something"
    raise NoAnswer(answer[:80])


def scan_waiting(limit: int = 50) -> int:
    """Ask about the files that are held, one by one; returns how many were answered. Safe to run twice, or at once."""
    if not is_configured():
        return 0
    answered, asked = 0, []
    for _ in range(limit):
        with transaction.atomic():
            rows = HeldFile.objects.waiting_for_scan(MOST_TRIES).exclude(pk__in=asked)
            held = rows.select_for_update(skip_locked=True).first()
            if held is None:
                break
            asked.append(held.pk)
            try:
                found = ask(bytes(held.content))
            except NoScanner as away:
                log.warning("The virus scanner is away (%s): files stay held, and the next scan asks again.", away)
                break
            except NoAnswer:
                held.record_no_answer()
                log.warning("The virus scanner could not say about file %d.", held.pk)
                continue
            held.record_scan(found=found, by=Actor.for_job(JOB))
            answered += 1
    return answered
