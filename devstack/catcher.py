"""The demonstration's mailbox: takes every message by SMTP on loopback and keeps it as a file; nothing leaves."""

import itertools
import os
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.controller import Controller


class Keep:
    """Writes each message whole, named so that a listing by name is in the order they came."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.numbers = itertools.count(1)
        self.folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server, session, envelope) -> str:  # the name aiosmtpd calls
        """Keep one message; the sender hears yes only when it is on disk."""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{next(self.numbers):06}.eml"
        draft = self.folder / f".{name}"
        recipients = ", ".join(envelope.rcpt_tos).encode(errors="replace")
        with draft.open("wb") as out:
            out.write(b"X-Envelope-To: " + recipients + b"\r\n" + envelope.content)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(self.folder / name)
        return "250 Message kept"


class OnLoopback(Controller):
    """A controller that may be given port 0 and then knows which one it got."""

    def _trigger_server(self) -> None:
        if self.port == 0:
            self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def start_catcher(folder: Path, port: int = 0) -> tuple[Controller, int]:
    """Start catching in a thread; returns the controller, whose stop() ends it, and the port."""
    controller = OnLoopback(Keep(Path(folder)), hostname="127.0.0.1", port=port, ready_timeout=10)
    controller.start()
    return controller, controller.port


if __name__ == "__main__":
    start_catcher(Path(sys.argv[1]), int(sys.argv[2]))
    threading.Event().wait()
