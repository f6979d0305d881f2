"""Every household beside every check, filtered by the address, in a fixed number of queries."""

import csv
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from carers import check_lists
from carers.models import CheckResult, CheckRule, CheckRules, Household, Member, Waiver
from schemes.models import Opening, Policies
from schemes.vocabulary import CheckKind
from tests import factories

ON = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock(ON)


@pytest.fixture
def page(sign_in, officer):
    """The names on the page, by what the address asks for."""

    def of(query="", by=None):
        answer = sign_in(by or officer).get(reverse("check-matrix") + query)
        assert answer.status_code == 200
        return answer

    return of


def names(answer):
    return [row["household"].name for row in answer.context["rows"]]


@pytest.fixture
def several(scheme, officer, manager):
    lapsed = factories.make_household(scheme, "A Lapsed", checks_until=date(2026, 8, 20), officer=officer.staff)
    soon = factories.make_household(scheme, "B Soon", checks_until=date(2026, 9, 20))
    waived = factories.make_household(scheme, "C Waived")
    waived.checks.get(kind="liability").correct(why="x", by=manager, expires_on=date(2026, 8, 1))
    Waiver.waive_check(
        household=waived, member=None, kind="liability", until_on=ON, why="Posted", happened_on=ON, by=manager
    )
    wrong = factories.make_household(scheme, "D Wrong")
    wrong.checks.get(kind="dbs").correct(why="x", by=manager, result="not_in_order")
    factories.make_household(scheme, "E Fine")
    applying = factories.make_household(scheme, "F Applying")
    applying.terms.get().correct(why="x", by=manager, until_on=date(2026, 2, 1))
    Household.objects.filter(pk=applying.pk).update(status="applying")
    return lapsed, soon, waived, wrong


def test_where_they_stand(several, page):
    assert names(page()) == ["A Lapsed", "B Soon", "C Waived", "D Wrong", "E Fine"]
    assert names(page("?state=lapsed")) == ["A Lapsed", "D Wrong"]
    assert names(page("?state=soon")) == ["B Soon"]
    assert names(page("?state=waived")) == ["C Waived"]
    assert names(page("?state=current&kind=dbs")) == ["C Waived", "E Fine"]
    assert names(page("?stage=applying")) == ["F Applying"]
    assert len(names(page("?stage=all"))) == 6
    assert names(page("?kind=liability&state=lapsed")) == ["A Lapsed"]
    assert names(page("?officer=nobody&state=lapsed")) == ["D Wrong"]


def test_it_says_so_in_words_and_opens_the_form(several, page):
    said = page("?state=lapsed").content.decode()
    assert "ran out 12 days ago" in said
    assert "not in order" in said
    member = several[0].members.get()
    assert f"{reverse('record-check', args=[several[0].pk])}?kind=dbs&amp;member={member.pk}" in said
    assert {value: number for value, _, number in page().context["counts"]}["lapsed"] == 2


def test_what_makes_no_sense_in_the_address_is_ignored(several, page):
    assert len(names(page("?state=%00&kind='--&officer=99999999999999999999&stage=x&page=-3"))) == 5


def test_no_household_no_match(page, several, scheme):
    assert "No household’s checks stand like that" in page("?state=missing&kind=dbs").content.decode()


def test_before_the_first_household(page):
    assert "No households yet" in page().content.decode()


def test_who_may_and_what_is_restricted(several, page, manager, sign_in, viewer, administrator, outsider):
    several[0].folder.restrict(why="Family works here", by=manager)
    assert "A Lapsed" not in names(page())
    assert "A Lapsed" in names(page(by=manager))
    assert names(page(by=outsider)) == []
    for actor in (viewer, administrator):
        assert sign_in(actor).get(reverse("check-matrix")).status_code == 403


def test_the_queries_do_not_grow(scheme, page):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page("?stage=all")
        return len(queries)

    factories.make_household(scheme, "First")
    few = asked()
    for number in range(29):
        factories.make_household(scheme, f"H{number}")
    assert asked() == few


@pytest.mark.parametrize("kinds", [list(CheckKind), [CheckKind.DBS], [CheckKind.GAS]])
def test_the_counts_are_those_of_the_lines(scheme, several, officer, kinds):
    """Counting reads less than showing does; both must say the same."""
    lee = Member.add(
        scheme=scheme, household=several[0], full_name="Lee", role="household_member", by=officer, joined_on=ON
    )
    CheckResult.record_check(
        household=several[0], member=lee, kind="dbs", result="not_eligible", note="x", happened_on=ON, by=officer
    )
    CheckResult.record_check(
        household=several[1], member=several[1].members.get(), kind="dbs", result="not_eligible", note="x",
        happened_on=ON, by=officer,
    )  # fmt: skip
    several[2].members.get().save_edit({"left_on": ON}, version=None, by=officer)
    CheckRule.set_check_rule(
        scheme=scheme, kind="gas", from_on=ON, by=officer, is_asked=True, roles=[], types=["emergency"], months=12,
        warn_days=400, source="x",
    )  # fmt: skip
    several[3].terms.get().correct(why="x", by=officer, types=["live_in"])
    asked = CheckRules([scheme], Policies([scheme])).all_asked(scheme.pk, ON)
    asked = {kind: asked[kind] for kind in kinds}
    ids = list(Household.objects.values_list("pk", flat=True))
    shown = check_lists.of_households(scheme, ids, ON, asked)
    assert check_lists.states_of_households(scheme, ids, ON, asked) == {
        pk: {line.state for group in groups for line in group.lines} for pk, groups in shown.items()
    }


def test_as_csv_what_is_asked_for_one_check_in_a_row(several, page, officer):
    lapsed, *_, wrong = several
    lapsed.save_edit({"name": "=A Lapsed"}, version=None, by=officer)
    answer = page("?csv=1&state=lapsed&page=9")
    assert answer["Content-Type"].startswith("text/csv")
    assert answer["Content-Disposition"] == 'attachment; filename="checks-2026-09-01.csv"'
    head, *rows = csv.reader(answer.content.decode().lstrip("\ufeff").splitlines())
    assert head[:2] == ["Household", "Reference"]
    assert {row[0] for row in rows} == {"'=A Lapsed", "D Wrong"}
    assert {row[6] for row in rows} == {"Run out or not in order"}
    of_wrong = [row for row in rows if row[0] == "D Wrong"]
    assert [(row[1], row[7]) for row in of_wrong] == [(wrong.reference, "Not in order")]


def test_as_csv_more_than_a_page_and_each_written_down(scheme, page, officer, outsider):
    theirs = factories.make_household(outsider.scheme, "Of others")
    ours = [factories.make_household(scheme, f"Home {number:02}") for number in range(28)]
    restricted = ours.pop()
    restricted.folder.restrict(why="Works here", by=officer)
    rows = list(csv.reader(page("?csv=1").content.decode().lstrip("\ufeff").splitlines()))[1:]
    assert {row[0] for row in rows} == {row.name for row in ours}
    taken = Opening.objects.filter(what="export", actor=officer)
    assert set(taken.values_list("folder", flat=True)) == {row.folder_id for row in ours}
    assert theirs.name not in {row[0] for row in rows}


def test_it_says_that_counts_overlap(several, page):
    assert "counted under each" in page().content.decode()
    assert "counted under each" not in page("?kind=liability&stage=applying").content.decode()
