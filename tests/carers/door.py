"""Coming through a small door as a browser does: the address from the email, a code from the next email."""

import re
from urllib.parse import urlparse

from django.test import Client

from carers.models import Application
from schemes.models import Message
from tests import factories

MEMBERS = [{"full_name": "Ada Hall"}, {"full_name": "Ben Hall"}]
HOME = {"address": "2 Short Row", "postcode": "HP20 1ZZ", "rooms": 2}


def make_application(scheme, by, name="A and B Hall", *, status="applying", email="ada@example.org") -> Application:
    """An application that has got as far as `status`."""
    application = Application.enquire(scheme=scheme, by=by, full_name="Ada Hall", name=name, email=email)
    if status != "enquiry":
        application.begin_application(members=MEMBERS, home=HOME, by=by)
    for stage in {"assessing": ["assessing"], "shared": ["assessing", "shared"]}.get(status, []):
        application.go_on(stage, by=by)
    return application


def newest(beginning: str) -> Message:
    """The newest message of a kind: link, code."""
    return Message.objects.filter(key__startswith=f"{beginning}:").latest("pk")


def link_in(message=None) -> str:
    """The path of the one link in an email."""
    (address,) = re.findall(r"https?://\S+", (message or newest("link")).body)
    return urlparse(address).path


def code_in(message=None) -> str:
    return re.search(r"^\d{6}$", (message or newest("code")).body, re.MULTILINE)[0]


def come_in(path: str, browser=None) -> tuple[Client, str]:
    """Through the door with a code; returns the browser and the address it leads to."""
    browser = browser or Client()
    assert browser.post(path, {"send": "1"}).status_code == 302
    answer = browser.post(path, {"code": code_in()})
    assert answer.status_code == 302, answer.content.decode()
    return browser, answer.url


def invited(application, by, sign_in, email="ada@example.org") -> str:
    """The officer sends the link; returns its path."""
    answer = sign_in(by).post(f"/applications/{application.pk}/invite/", {"email": email})
    assert answer.status_code == 302, answer.content.decode()
    return link_in()


__all__ = ["code_in", "come_in", "factories", "invited", "link_in", "make_application", "newest"]
