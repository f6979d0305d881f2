from django.urls import reverse

DATA = {"address": "5 New Street", "postcode": "HP21 1ZZ", "rooms": "3", "version": 1}


def test_it_works(send, household, officer):
    assert send(reverse("edit-home", args=[household.pk]), DATA).url == household.get_absolute_url()
    household.home.refresh_from_db()
    home = household.home
    assert (home.address, home.postcode, home.sector, home.rooms) == ("5 New Street", "HP21 1ZZ", "HP21 1", 3)
    assert home.history.latest().history_user == officer


def test_two_browsers(send, household, manager):
    url = reverse("edit-home", args=[household.pk])
    send(url, DATA, by=manager)
    answer = send(url, DATA | {"rooms": "1"})
    assert "Morgan Lee saved this while you were typing" in answer.content.decode()
    household.home.refresh_from_db()
    assert household.home.rooms == 3


def test_roles_and_schemes(refuses_others, household):
    refuses_others(reverse("edit-home", args=[household.pk]), household)


def test_mistakes(send, household, errors_of):
    answer = send(reverse("edit-home", args=[household.pk]), {"address": "", "postcode": "HP", "rooms": "many"})
    assert errors_of(answer) == {
        "address": ["Enter the address"],
        "postcode": ["Enter a full UK postcode, like HP20 1AA"],
        "rooms": ["The bedrooms for people supported here must be a whole number"],
    }


def test_anything_typed(takes_anything, household):
    takes_anything(reverse("edit-home", args=[household.pk]), DATA)
