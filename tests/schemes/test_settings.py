"""The scheme's details: what the public reads, and the words staff use."""

import pytest
from django.urls import reverse

from schemes.models import Scheme

pytestmark = pytest.mark.django_db
URL = "/settings/scheme/"
TYPED = {
    "name": "Vale Shared Lives",
    "phone": "01632 960 123",
    "email": "vale@example.org",
    "opening_hours": "Always",
    "carer_word": "host",
    "officer_word": "coordinator",
    "version": "1",
}


def test_details_change_with_their_history(scheme, administrator, sign_in):
    browser = sign_in(administrator)
    assert browser.get(URL).context["form"].version == 1
    assert browser.post(URL, TYPED).status_code == 302
    scheme.refresh_from_db()
    assert (scheme.phone, scheme.terms["carer"], scheme.version) == ("01632 960123", "host", 2)
    page = browser.get(reverse("settings")).content.decode()
    assert "by Ada Minter" in page
    assert "Word for a carer:" in page


def test_two_browsers_saving_the_same_details(scheme, administrator, sign_in):
    one, two = sign_in(administrator), sign_in(administrator)
    assert one.post(URL, TYPED).status_code == 302
    answer = two.post(URL, TYPED | {"carer_word": "befriender"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "saved this while you were typing" in page
    assert 'value="befriender"' in page
    assert ">host<" in page
    assert Scheme.objects.get(pk=scheme.pk).carer_word == "host"
    assert two.post(URL, TYPED | {"carer_word": "befriender", "version": "2"}).status_code == 302
    assert Scheme.objects.get(pk=scheme.pk).carer_word == "befriender"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "٣"])
def test_a_mangled_version_never_overwrites(version, scheme, administrator, sign_in):
    assert sign_in(administrator).post(URL, TYPED | {"version": version}).status_code == 200
    assert Scheme.objects.get(pk=scheme.pk).carer_word == "Shared Lives carer"


def test_another_schemes_name_is_taken(other_scheme, administrator, sign_in):
    answer = sign_in(administrator).post(URL, TYPED | {"name": "harbour shared lives"})
    assert "Another scheme has this name" in answer.content.decode()


def test_officers_read_but_do_not_change(officer, sign_in):
    page = sign_in(officer).get(reverse("settings")).content.decode()
    assert "Rules" in page
    assert reverse("staff") not in page
    assert URL not in page
    assert sign_in(officer).post(URL, TYPED).status_code == 403


def test_the_search_box_is_there_for_those_who_may_search(officer, administrator, sign_in):
    assert "search-everything" in sign_in(officer).get(reverse("settings")).content.decode()
    assert "search-everything" not in sign_in(administrator).get(reverse("settings")).content.decode()
