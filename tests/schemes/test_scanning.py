"""Files are let out by a scanner that speaks clamd's protocol over a real socket, and stay held without one."""

import socket
import socketserver
import struct
import threading

import pytest

from schemes import scanning
from schemes.files import Accepted
from schemes.models import HeldFile
from schemes.tasks import scan_files
from tests import factories

pytestmark = pytest.mark.django_db
HARMFUL = b"This stands for something harmful"


class Clamd(socketserver.BaseRequestHandler):
    """The other end, as clamd(8) describes INSTREAM."""

    def handle(self):
        assert self._read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">I", self._read(4))[0]:
            content += self._read(length)
        self.server.seen.append(len(content))
        said = b"stream: Test-Signature FOUND" if HARMFUL in content else self.server.says
        self.request.sendall(said + b"\0")

    def _read(self, length):
        got = b""
        while len(got) < length:
            got += self.request.recv(length - len(got))
        return got


class UnixServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    pass


class TcpServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    pass


@pytest.fixture(params=["unix", "tcp"])
def clamd(request, tmp_path, settings):
    if request.param == "unix":
        server = UnixServer(str(tmp_path / "clamd.ctl"), Clamd)
        settings.CLAMAV_SOCKET = str(tmp_path / "clamd.ctl")
    else:
        server = TcpServer(("127.0.0.1", 0), Clamd)
        settings.CLAMAV_SOCKET = f"127.0.0.1:{server.server_address[1]}"
    server.seen, server.says = [], b"stream: OK"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def folder(scheme, officer):
    return factories.make_referral(scheme, by=officer).folder


def hold(folder, content=b"%PDF-1.7 fine"):
    return HeldFile.hold(upload=Accepted("a.pdf", "application/pdf", content, 1), question="money", folder=folder)


def test_what_is_found_clean_becomes_a_document(clamd, folder):
    held = hold(folder, b"%PDF-" + b"x" * 200_000)
    assert scan_files() == 1
    held.refresh_from_db()
    assert (held.state, held.document.name, bytes(held.content)) == ("let_out", "a.pdf", b"")
    assert clamd.seen == [200_005]
    assert scan_files() == 0


def test_what_is_harmful_is_gone_and_said(clamd, folder):
    held = hold(folder, HARMFUL)
    assert scan_files() == 1
    held.refresh_from_db()
    assert (held.state, held.found, held.document, bytes(held.content)) == ("bad", "Test-Signature", None, b"")


def test_what_it_cannot_say_is_asked_again_and_stays_held(clamd, folder):
    held = hold(folder)
    clamd.says = b"INSTREAM size limit exceeded. ERROR"
    assert scan_files() == 0
    held.refresh_from_db()
    assert (held.state, held.tries) == ("held", 1)
    clamd.says = b"stream: OK"
    assert scan_files() == 1


def test_a_scanner_that_is_away_loses_no_file(folder, settings, caplog):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens there
        settings.CLAMAV_SOCKET = f"127.0.0.1:{taken.getsockname()[1]}"
        held = hold(folder)
        assert scan_files() == 0
    held.refresh_from_db()
    assert (held.state, held.tries) == ("held", 0)
    assert "a.pdf" not in caplog.text


def test_without_a_scanner_files_stay_held(folder, settings):
    settings.CLAMAV_SOCKET = ""
    held = hold(folder)
    assert not scanning.is_configured()
    assert scan_files() == 0
    held.refresh_from_db()
    assert held.is_held
