"""The list of people."""

from tests import factories


def shown(answer):
    return [person.called for person in answer.context["page"].object_list]


def test_by_the_name_they_like(scheme, other_scheme, officer, sign_in):
    factories.make_person(scheme, "Zoe Ash", preferred_name="bee")
    factories.make_person(scheme, "Ann Poe")
    factories.make_person(scheme, "Carl Roe", officer=officer.staff)
    factories.make_person(other_scheme, "Not Ours")
    client = sign_in(officer)
    assert shown(client.get("/people/")) == ["Ann P", "bee A", "Carl R"]
    assert shown(client.get("/people/?letter=B")) == ["bee A"]
    assert shown(client.get("/people/?letter=Z")) == []
    assert shown(client.get(f"/people/?officer={officer.staff.pk}")) == ["Carl R"]
    assert shown(client.get("/people/?officer=nobody")) == ["Ann P", "bee A"]
    assert shown(client.get("/people/?letter=%27&officer=x&page=zz")) == ["Ann P", "bee A", "Carl R"]


def test_restricted_people_are_for_managers(scheme, officer, manager, sign_in):
    factories.make_person(scheme, "Ann Poe").folder.restrict(why="Family works here", by=manager)
    assert shown(sign_in(officer).get("/people/")) == []
    assert shown(sign_in(manager).get("/people/")) == ["Ann P"]


def test_an_empty_list_says_why(scheme, officer, sign_in):
    assert "Nobody has been referred yet." in sign_in(officer).get("/people/").content.decode()
