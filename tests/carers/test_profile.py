"""A household's own profile: written behind its link or by staff, with photos, shown as it will be, published."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from carers import due_profiles
from carers.models import Household, Profile, ProfileVersion
from carers.models.profiles import MOST_PHOTOS, PROFILE_SECTIONS
from schemes.files import Accepted
from schemes.models import Document, Link, Opening, Policies, Stale, WrongState
from tests import factories
from tests.carers.door import come_in, link_in

pytestmark = pytest.mark.django_db


def picture(name="rex.jpg", side=40, exif=True) -> SimpleUploadedFile:
    made = io.BytesIO()
    facts = Image.Exif()
    if exif:
        facts[0x010E] = "taken at 1 Long Row"
    Image.new("RGB", (side, side), "green").save(made, "JPEG", exif=facts)
    return SimpleUploadedFile(name, made.getvalue(), content_type="image/jpeg")


@pytest.fixture
def path(household, send) -> str:
    answer = send(f"/carers/{household.pk}/invite/", {"email": "joy@example.org"})
    assert answer.url == f"/carers/{household.pk}/profile/"
    return link_in()


@pytest.fixture
def inside(path):
    return come_in(path)


def type_into(inside, text, *, key="hello", version=0, number=1, page="a" * 32):
    data = {"text": text, "version": version, "sending": number, "once": page}
    return inside[0].post(f"{inside[1]}part/{key}/", data, headers={"X-Autosave": "1"})


# --- behind their link ------------------------------------------------------------------------------------------


def test_they_write_it_bit_by_bit_and_say_that_it_is_ready(inside, household):
    browser, page = inside
    assert browser.get(page).content.decode().count("Not begun") == 8
    assert browser.post(f"{page}part/hello/", {"text": "We are Joy and Rex", "version": "0"}).url == page
    assert browser.get(page).content.decode().count("Not begun") == 7
    shown = browser.get(f"{page}preview/").content.decode()
    assert "We are Joy and Rex" in shown
    assert browser.post(f"{page}preview/", {}).url == page
    version = ProfileVersion.objects.get()
    assert (version.number, version.in_order) == (1, [("Hello from us", "We are Joy and Rex")])
    assert version.recorded_by.is_link
    browser.post(f"{page}part/hello/", {"text": "We moved", "version": "1"})
    assert "You changed something since" in browser.get(page).content.decode()
    assert ProfileVersion.objects.get().sections == {"hello": "We are Joy and Rex"}


def test_each_part_opens(inside):
    for key in PROFILE_SECTIONS:
        assert inside[0].get(f"{inside[1]}part/{key}/").status_code == 200
    assert inside[0].get(f"{inside[1]}part/no-such/").status_code == 404


def test_what_is_typed_is_kept_by_itself_and_late_sendings_change_nothing(inside):
    first = type_into(inside, "We", number=1)
    assert first.json()["version"] == 1
    assert type_into(inside, "We are Joy", number=2).json()["version"] == 2
    assert type_into(inside, "We", number=1).status_code == 200
    profile = Profile.objects.get()
    assert profile.words == {"hello": "We are Joy"}
    assert type_into(inside, "x" * 4001, number=3).status_code == 413
    assert type_into(inside, "Another page", page="b" * 32, version=0).status_code == 409


def test_two_parts_at_once_are_not_in_each_others_way(inside):
    type_into(inside, "Hello", key="hello", page="a" * 32)
    assert type_into(inside, "A dog", key="pets", page="b" * 32).status_code == 200
    assert Profile.objects.get().words == {"hello": "Hello", "pets": "A dog"}


def test_both_versions_are_shown_where_somebody_else_wrote_meanwhile(inside):
    browser, page = inside
    browser.post(f"{page}part/hello/", {"text": "Theirs", "version": "0"})
    answer = browser.post(f"{page}part/hello/", {"text": "Mine", "version": "0"})
    shown = answer.content.decode()
    assert "saved this while you were typing" in shown
    assert "Theirs" in shown
    assert "Mine" in shown
    assert browser.post(f"{page}part/hello/", {"text": "Mine", "version": "1"}).url == page


def test_a_photo_loses_where_it_was_taken_and_is_seen_only_behind_the_link(inside, path):
    browser, page = inside
    assert browser.post(f"{page}photos/", {"photo": picture(), "says": "Rex on the sofa"}).url == f"{page}photos/"
    document = Document.objects.get()
    assert b"Long Row" not in document.content
    assert document.kind == "photo"
    photo = Profile.objects.get().photos.get()
    address = f"{page}photos/{photo.pk}/picture/"
    answer = browser.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert "Rex on the sofa" in browser.get(f"{page}preview/").content.decode()
    assert Client().get(address).status_code == 404


def test_a_photo_must_say_what_it_shows_and_be_a_photo(inside):
    browser, page = inside
    answer = browser.post(f"{page}photos/", {"photo": picture(), "says": ""})
    assert "says" in answer.context["form"].errors
    paper = SimpleUploadedFile("cat.jpg", b"no picture at all")
    answer = browser.post(f"{page}photos/", {"photo": paper, "says": "Our cat"})
    assert "photo" in answer.context["form"].errors
    assert "Our cat" in answer.content.decode()
    assert not Document.objects.exists()


def test_photos_are_put_in_order_and_removed(inside, officer, household):
    browser, page = inside
    for says in ("One", "Two", "Three"):
        browser.post(f"{page}photos/", {"photo": picture(), "says": says})
    profile = Profile.objects.get()
    third = profile.photos.get(says="Three")
    browser.post(f"{page}photos/{third.pk}/", {"says": "Garden", "place": "1"})
    assert [photo.says for photo in profile.shown_photos] == ["Garden", "One", "Two"]
    browser.post(f"{page}photos/{third.pk}/", {"remove": "1"})
    assert [photo.says for photo in profile.shown_photos] == ["One", "Two"]
    assert browser.get(f"{page}photos/{third.pk}/").status_code == 404
    answer = browser.post(f"{page}photos/{profile.photos.get(says='One').pk}/", {"says": "", "place": "9"})
    assert set(answer.context["form"].errors) == {"says", "place"}


def test_a_ninth_photo_is_refused(inside, household, officer):
    browser, page = inside
    for number in range(MOST_PHOTOS):
        browser.post(f"{page}photos/", {"photo": picture(), "says": f"Photo {number}"})
    answer = browser.post(f"{page}photos/", {"photo": picture(), "says": "One more"})
    assert "8 photos at most" in answer.content.decode()


def test_another_household_s_photos_are_not_there(inside, scheme, officer):
    other = factories.make_household(scheme, "K Else", officer=officer.staff)
    profile = Profile.of(other, by=officer)
    photo = profile.add_photo(upload=Accepted("a.png", "image/png", b"x"), says="Theirs", by=officer)
    for what in (f"photos/{photo.pk}/", f"photos/{photo.pk}/picture/"):
        assert inside[0].get(f"{inside[1]}{what}").status_code == 404


def test_nothing_written_cannot_be_published(inside):
    answer = inside[0].post(f"{inside[1]}preview/", {})
    assert answer.status_code == 200
    assert not ProfileVersion.objects.exists()


def test_the_link_closes_with_the_household(inside, household, officer):
    Household.objects.filter(pk=household.pk).update(status="ended")
    assert inside[0].get(inside[1]).status_code == 404


def test_what_they_open_is_written_down(inside, household):
    inside[0].get(inside[1])
    link = Link.objects.get(folder=household.folder, purpose="carer")
    assert Opening.objects.filter(actor__link=link, folder=household.folder, page="carer-page").exists()


# --- staff ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["invite", "profile", "profile/edit", "profile/publish", "profile/photos/add"])
def test_only_officers_and_managers_of_this_scheme(act, household, refuses_others):
    refuses_others(f"/carers/{household.pk}/{act}/", household)


def test_staff_write_on_their_behalf(household, send, officer, sign_in):
    url = f"/carers/{household.pk}/profile/"
    assert "Nothing is written yet" in sign_in(officer).get(url).content.decode()
    assert send(f"{url}edit/", {"hello": "Hello there", "pets": "", "version": "0"}).url == url
    assert Profile.objects.get().words == {"hello": "Hello there"}
    assert "Hello there" in sign_in(officer).get(url).content.decode()
    version = Profile.objects.get().version
    answer = send(f"{url}edit/", {"hello": "Again", "version": str(version - 1)})
    assert "saved this while you were typing" in answer.content.decode()
    assert send(f"{url}publish/").url == url
    assert "Version 1" in sign_in(officer).get(f"{url}?version=1").content.decode()
    assert sign_in(officer).get(f"{url}?version=junk").status_code == 200
    assert "Version 1" in sign_in(officer).get(f"/carers/{household.pk}/").content.decode()


def test_publishing_nothing_is_refused(household, send, officer):
    assert "fill in at least one part" in send(f"/carers/{household.pk}/profile/publish/").content.decode()
    with pytest.raises(WrongState):
        Profile.of(household, by=officer).publish(by=officer)


def test_staff_add_arrange_and_remove_photos(household, send, officer, outsider, sign_in):
    add = f"/carers/{household.pk}/profile/photos/add/"
    send(add, {"photo": picture(), "says": "Rex"})
    photo = Profile.objects.get().photos.get()
    one = f"/carers/profile-photos/{photo.pk}/"
    assert send(one, {"says": "Rex asleep", "place": "1"}).status_code == 302
    assert sign_in(outsider).get(one).status_code == 404
    assert send(f"{one}remove/", {"once": "c" * 32}).status_code == 302
    assert send(one).status_code == 404
    assert not Profile.objects.get().shown_photos.exists()


def test_an_ended_household_gets_no_link(household, send, errors_of):
    Household.objects.filter(pk=household.pk).update(status="ended")
    answer = send(f"/carers/{household.pk}/invite/", {"email": "joy@example.org"})
    assert "no link was sent" in answer.content.decode()
    assert "email" in errors_of(send(f"/carers/{household.pk}/invite/", {"email": "nonsense"}))


def test_anything_may_be_typed(household, takes_anything):
    takes_anything(f"/carers/{household.pk}/invite/", {"email": "joy@example.org"})


def test_words_saved_meanwhile_are_not_overwritten(household, officer):
    profile = Profile.of(household, by=officer)
    profile.write_all({"hello": "One"}, version=profile.version, by=officer)
    with pytest.raises(Stale) as meanwhile:
        profile.write_all({"hello": "Two"}, version=1, by=officer)
    assert meanwhile.value.changes == [("Hello from us", "One", "Two")]


# --- what is owed -----------------------------------------------------------------------------------------------


def owed(household, on):
    return [(row.on, row.what) for row in due_profiles.due([household.scheme], on, Policies([household.scheme]))]


def test_a_profile_is_asked_for_and_looked_at_again(household, officer, set_clock):
    set_clock(date(2026, 3, 1))
    ((_by, what),) = owed(household, date(2026, 3, 1))
    assert what == "Ask for a profile"
    profile = Profile.of(household, by=officer)
    profile.write_section("hello", "Hello", by=officer)
    profile.publish(by=officer)
    assert owed(household, date(2026, 3, 1)) == [(date(2027, 3, 1), "Ask to look at the profile")]
    set_clock(date(2027, 3, 2))
    profile.publish(by=officer)
    assert profile.versions.count() == 2
    assert owed(household, date(2027, 3, 2)) == [(date(2028, 3, 2), "Ask to look at the profile")]
    assert profile.publish(by=officer).number == 2


def test_who_leaves_is_not_asked(household, officer):
    Household.objects.filter(pk=household.pk).update(status="leaving")
    assert owed(household, date(2026, 3, 1) + timedelta(days=999)) == []
