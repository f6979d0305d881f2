from django.urls import reverse


def test_it_works(send, household, officer):
    url = reverse("edit-household", args=[household.pk])
    data = {"name": "Joy O", "information_needs": "Phone after six", "about": "Ours is a quiet home.", "version": 1}
    assert send(url, data).url == household.get_absolute_url()
    household.refresh_from_db()
    assert (household.name, household.about, household.version) == ("Joy O", "Ours is a quiet home.", 2)
    assert household.history.latest().history_user == officer


def test_sent_twice_changes_once(send, household):
    url = reverse("edit-household", args=[household.pk])
    data = {"name": "Joy O", "version": 1}
    assert [send(url, data).status_code for _ in range(2)] == [302, 302]
    assert household.history.count() == 2


def test_two_browsers(send, household, manager):
    url = reverse("edit-household", args=[household.pk])
    send(url, {"name": "Joy O", "version": 1}, by=manager)
    answer = send(url, {"name": "J O", "about": "Mine", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Morgan Lee saved this while you were typing" in page
    assert 'value="J O"' in page
    assert 'name="version" value="2"' in page
    household.refresh_from_db()
    assert household.name == "Joy O"
    # Knowing what the other saved, the next save wins.
    assert send(url, {"name": "J O", "about": "Mine", "version": 2}).status_code == 302
    household.refresh_from_db()
    assert household.name == "J O"


def test_roles_and_schemes(refuses_others, household):
    refuses_others(reverse("edit-household", args=[household.pk]), household)


def test_mistakes(send, household, errors_of):
    answer = send(reverse("edit-household", args=[household.pk]), {"name": "", "about": "Kept", "version": 1})
    assert errors_of(answer) == {"name": ["Enter what staff call this household"]}
    assert "Kept" in answer.content.decode()


def test_anything_typed(takes_anything, household):
    data = {"name": "J O", "about": "", "information_needs": "", "version": "1", "once": ""}
    takes_anything(reverse("edit-household", args=[household.pk]), data)


def test_unknown_rows(send):
    for pk in [0, 999_999, 10**30]:
        assert send(f"/carers/{pk}/edit/").status_code == 404
