"""What a professional can be handed: the scheme's own name and phone, in plain words and in Easy Read."""

import re

from django.urls import reverse


def test_it_says_how_to_ask_and_whom_to_ring(client, scheme):
    page = client.get(reverse("handout", args=[scheme.slug])).content.decode()
    assert scheme.name in page
    assert scheme.phone in page
    assert reverse("refer-start", args=[scheme.slug]) in page
    assert "within 2 working days" in page


def test_easy_read_has_short_lines(client, scheme):
    page = client.get(reverse("handout-easy-read", args=[scheme.slug])).content.decode()
    lines = re.findall(r'(?:<li>|sl-easy__line">)([^<]+)', page)
    assert len(lines) > 10
    assert max(len(line.split()) for line in lines) <= 9
    assert scheme.phone in page


def test_an_emergency_stay_is_offered_only_where_there_may_be_one(client, scheme, administrator):
    url = reverse("handout", args=[scheme.slug])
    assert "An emergency stay" in client.get(url).content.decode()
    scheme.has_short_notice = False
    scheme.keep(by=administrator)
    assert "An emergency stay" not in client.get(url).content.decode()


def test_no_such_scheme(client, scheme):
    assert client.get(reverse("handout", args=["no-such"])).status_code == 404
