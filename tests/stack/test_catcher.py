"""The demonstration's mailbox keeps every message whole and in order."""

import smtplib

from devstack.catcher import start_catcher


def test_messages_are_kept_whole_and_in_order(tmp_path):
    controller, port = start_catcher(tmp_path / "mail")
    try:
        with smtplib.SMTP("127.0.0.1", port) as mail:
            for number in range(12):
                mail.sendmail("a@example.org", ["b@example.org"], f"Subject: Number {number}\r\n\r\n.dot\r\n")
    finally:
        controller.stop()
    kept = sorted((tmp_path / "mail").iterdir())
    assert [path.suffix for path in kept] == [".eml"] * 12
    for number, path in enumerate(kept):
        assert path.read_bytes() == (
            f"X-Envelope-To: b@example.org\r\nSubject: Number {number}\r\n\r\n.dot\r\n".encode()
        )
