"""The page of one referral; the list of all is in `test_inbox`."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schemes import clock
from schemes.models import Note, Opening
from tests import factories


@pytest.mark.parametrize("path", ["/referrals/?status=all", "/people/"])
def test_lists_ask_as_much_for_thirty_as_for_one(path, scheme, officer, sign_in):
    client = sign_in(officer)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    factories.make_looking(scheme, officer, "Ann Poe")
    one = queries()
    for number in range(29):
        factories.make_looking(scheme, officer, f"Ben Roe{number}")
    assert queries() == one


def test_one_page_asks_as_much_however_much_happened(scheme, officer, manager, sign_in):
    client = sign_in(manager)
    referral = factories.make_referral(scheme)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(referral.get_absolute_url()).status_code == 200
        return len(asked)

    def live(times):
        for _ in range(times):
            referral.ask_for_more(items=["Night"], words="x", by=officer)
            referral.give_more(text="y", by=officer)
            Note.write(folder=referral.folder, text="n", happened_on=clock.today(), by=officer)

    live(1)
    one = queries()
    live(15)
    assert queries() == one


def test_a_page_has_the_words_first_and_what_can_happen_next(referral, sign_in, officer):
    answer = sign_in(officer).get(referral.get_absolute_url())
    page = answer.content.decode()
    assert page.index("My garden and my sister.") < page.index("The answers, as they were asked")
    assert [text for text, _ in answer.context["acts"]] == [
        "Decide what happens next", "Put on hold", "Turn down or withdraw",
    ]  # fmt: skip
    assert "Put back" not in page
    assert "Who opened this" not in page


def test_a_manager_may_put_back_and_see_who_looked(meeting, sign_in, manager):
    page = sign_in(manager).get(meeting.get_absolute_url()).content.decode()
    assert "Put back to “new”" in page
    assert "Who opened this" in page


def test_others(referral, refuses_others):
    refuses_others(referral.get_absolute_url(), referral.folder)


def test_the_list_is_for_those_who_see_records(scheme, viewer, administrator, regional_viewer, sign_in):
    for actor in (viewer, administrator, regional_viewer):
        assert sign_in(actor).get("/referrals/").status_code == 403
        assert sign_in(actor).get("/people/").status_code == 403


def test_opening_is_written_down(referral, sign_in, officer):
    sign_in(officer).get(referral.get_absolute_url())
    opening = Opening.objects.get()
    assert (opening.folder, opening.actor, opening.page) == (referral.folder, officer, "referral")
