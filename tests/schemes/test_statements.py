"""A statement finds what its queryset finds, for any values, and a page of a list knows how long the list is."""

import pytest
from django.core.paginator import Paginator
from django.db.models import BigIntegerField, DateField, F

from schemes.models import Policy
from schemes.models.policy import Policies
from schemes.paging import CountedPages
from schemes.statements import Given, GivenKeys, Statement
from tests import factories

BUILT = []


def _asked():
    BUILT.append(1)
    rows = Policy.objects.standing().filter(scheme__in=GivenKeys("schemes", BigIntegerField()))
    return rows.filter(happened_on__lte=Given("on", DateField())).order_by("pk").values_list("pk", "key", "value")


def test_it_is_built_once_and_asked_with_other_values(db):
    schemes, statement = [factories.make_scheme(name) for name in ("Vale", "Moor")], Statement(_asked)
    first = Policy.objects.order_by("happened_on").first()
    BUILT.clear()
    for some, on in [(schemes, first.happened_on), (schemes[:1], first.happened_on), ([], first.happened_on)]:
        expected = Policy.objects.standing().filter(scheme__in=some, happened_on__lte=on).order_by("pk")
        rows = statement.rows(schemes=[scheme.pk for scheme in some], on=on)
        assert [tuple(row) for row in rows] == list(expected.values_list("pk", "key", "value"))
    assert statement.rows(schemes=[schemes[0].pk], on=first.happened_on.replace(year=1999)) == []
    assert BUILT == [1]


def test_rules_are_whole_rows(db, django_assert_num_queries):
    scheme = factories.make_scheme("Vale")
    with django_assert_num_queries(1):
        policies = Policies([scheme])
    for row in Policy.objects.filter(scheme=scheme):
        found = policies.rule(scheme.pk, row.key, row.happened_on)
        assert (found, found.value, found.source, found._state.db) == (row, row.value, row.source, "default")
    only = Policies([scheme], keys=["people_limit_scheme"])
    assert {key for _, key in only._rows} <= {"people_limit_scheme"}


@pytest.mark.parametrize("number", [None, "", "1", "2", "3", "4", "99", "0", "-1", "last", "x", "1.5"])
def test_a_page_is_djangos_page(number, db, django_assert_num_queries):
    scheme = factories.make_scheme("Vale")
    rows = Policy.objects.filter(scheme=scheme).order_by("key", "pk")
    each = rows.count() // 2 - 1  # two full pages and a rest
    ours, djangos = CountedPages(rows, each).get_page(number), Paginator(rows, each).get_page(number)
    assert list(ours) == list(djangos)
    assert (ours.number, ours.paginator.count, ours.paginator.num_pages, ours.has_next(), ours.has_previous()) == (
        djangos.number, djangos.paginator.count, djangos.paginator.num_pages, djangos.has_next(),
        djangos.has_previous(),
    )  # fmt: skip
    with django_assert_num_queries(1):
        assert CountedPages(rows, each).get_page("2").paginator.count == djangos.paginator.count


def test_an_empty_list_has_one_empty_page(db):
    page = CountedPages(Policy.objects.filter(key=F("source")).order_by("pk"), 5).get_page("3")
    assert (list(page), page.number, page.paginator.count) == ([], 1, 0)
