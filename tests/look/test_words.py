"""The words every page uses: terms, days, how far away, the state of a case, what went wrong."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from schemes.forms.base import PlainForm
from schemes.forms.layout import Act, Folded, Group
from schemes.templatetags.words import called, day, day_near, days_away, moment

TODAY = date(2026, 8, 6)


def drawn(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("name", "terms", "said"),
    [
        ("carer", {}, "Shared Lives carer"),
        ("carers", {}, "Shared Lives carers"),
        ("Person", {}, "Person"),
        ("people", {}, "people"),
        ("carer", {"carer": "host"}, "host"),
        ("Carers", {"carer": "host"}, "Hosts"),
        ("officers", {"officer": "worker", "officers": "team"}, "team"),
        ("teapot", {}, "teapot"),
    ],
)
def test_terms(name, terms, said):
    assert called(name, SimpleNamespace(terms=terms)) == said


def test_a_term_in_a_page_follows_the_scheme():
    assert drawn('{% term "carer" %}', scheme=SimpleNamespace(terms={"carer": "host"})) == "host"
    assert drawn('{% term "carer" %}') == "Shared Lives carer"
    assert drawn('{% term "carer" %}', scheme=SimpleNamespace(terms={"carer": "<b>"})) == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("days", "said"),
    [(-3, "3 days overdue"), (-1, "1 day overdue"), (0, "due today"), (1, "due tomorrow"), (5, "in 5 days")],
)
def test_days_away(days, said):
    assert days_away(TODAY + timedelta(days=days), TODAY) == said


def test_days():
    assert day(TODAY) == "6 August 2026"
    assert day_near(date(2026, 8, 14), TODAY) == "Friday 14 August 2026"
    assert day_near(date(2026, 8, 20), TODAY) == "20 August 2026"
    assert (day(None), day_near("", TODAY), days_away(None, TODAY)) == ("", "", "")


def test_a_moment_is_told_where_the_scheme_is():
    assert moment(datetime(2026, 8, 6, 23, 30, tzinfo=UTC)) == "7 August 2026, 12:30am"
    assert day(datetime(2026, 8, 6, 23, 30, tzinfo=UTC)) == "7 August 2026"


def test_words_are_escaped_and_keep_their_lines():
    assert drawn("{{ said|words }}", said="<b>one\ntwo") == "<p>&lt;b&gt;one<br>two</p>"


def test_a_status_tag_has_words_and_a_known_colour():
    case = SimpleNamespace(tone="blue", get_status_display=lambda: "Looking")
    assert (
        drawn("{% status_tag case %}", case=case).strip()
        == '<strong class="govuk-tag govuk-tag--blue">Looking</strong>'
    )
    case.tone = "pink stripes"
    assert "govuk-tag--grey" in drawn("{% status_tag case %}", case=case)


class Two(PlainForm):
    last = forms.CharField(label="Last")
    first = forms.CharField(label="First")
    helper = Act("Save both", Group("All", "first"), Folded("More", "last"))


def test_the_summary_lists_errors_in_the_order_of_the_page_and_links_to_fields():
    form = Two({})
    form.add_error(None, "<Both> are missing")
    page = drawn("{% error_summary form %}{% crispy form %}", form=form)
    links = ["&lt;Both&gt; are missing", 'href="#id_first"', 'href="#id_last"']
    assert [page.index(link) for link in links] == sorted(page.index(link) for link in links)
    assert 'id="id_first"' in page
    assert 'id="id_last"' in page
    assert "<details" in page
    assert " open>" in page  # what is wrong is not left folded away


def test_no_summary_without_errors():
    assert drawn("{% error_summary form %}", form=Two()).strip() == ""
    assert drawn("{% error_summary form %}").strip() == ""


def test_a_form_names_its_act_and_its_way_out():
    page = drawn("{% crispy form %}", form=Two(), cancel_url="/back?a=1&b=2")
    assert "Save both</button>" in page
    assert 'href="/back?a=1&amp;b=2">Cancel</a>' in page
    assert "novalidate" in page
    assert 'name="once"' in page
    assert "required" not in page


def test_what_was_typed_comes_back_and_does_nothing():
    nasty = "\"><script>alert(1)</script>{{ 7|add:1 }}' & <"
    page = drawn("{% crispy form %}", form=Two({"first": nasty}))
    assert "<script>" not in page
    assert "{{ 7|add:1 }}" in page


def test_the_pager_keeps_the_filters():
    request = RequestFactory().get("/", {"status": "new", "page": "2"})
    drawn_address = Template("{% same_address_with page=3 %}").render(Context({"request": request}))
    assert drawn_address == "?status=new&amp;page=3"
