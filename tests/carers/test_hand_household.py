from django.urls import reverse


def test_it_works(send, household, manager, officer):
    url = reverse("hand-household", args=[household.pk])
    assert send(url, {"officer": manager.staff.pk, "why": "Leave"}).url == household.get_absolute_url()
    household.refresh_from_db()
    kept = household.history.latest()
    assert (household.officer, kept.history_change_reason, kept.history_user) == (manager.staff, "Leave", officer)


def test_to_nobody_and_twice(send, household):
    url = reverse("hand-household", args=[household.pk])
    assert [send(url, {"officer": ""}).status_code for _ in range(2)] == [302, 302]
    household.refresh_from_db()
    assert household.officer is None
    assert [h.history_change_reason for h in household.history.all()] == ["Handed to nobody for now", "Added"]


def test_never_to_another_scheme(send, household, outsider, errors_of):
    answer = send(reverse("hand-household", args=[household.pk]), {"officer": outsider.staff.pk})
    assert list(errors_of(answer)) == ["officer"]
    assert "Otto Side" not in answer.content.decode()


def test_roles_and_schemes(refuses_others, household):
    refuses_others(reverse("hand-household", args=[household.pk]), household)


def test_anything_typed(takes_anything, household):
    takes_anything(reverse("hand-household", args=[household.pk]), {"officer": "", "why": "", "once": ""})
