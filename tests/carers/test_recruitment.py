"""The recruitment view: figures worked out by hand, what each role is told, and the rows behind every number."""

from datetime import date
from decimal import Decimal

import pytest

from carers import recruitment
from carers.models import Application, Campaign, ClosingReason, Spend
from carers.recruitment import Period, Span, Stay, Trail, stays_of
from schemes.small_numbers import said_in_steps

SPRING = Period(date(2026, 3, 1), date(2026, 5, 31))


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def trail(pk, opened_on, *moves, status="enquiry", source="event", campaign=None, historical=False, closed_on=None):
    stays = stays_of([("enquiry", opened_on, False), *((to, on, False) for to, on in moves)])
    return Trail(pk, status, opened_on, source, campaign, historical, closed_on, stays)


# --- pure -------------------------------------------------------------------------------------------------------


def test_a_period_counts_both_its_days_and_knows_the_one_before():
    assert SPRING.days == 92
    assert SPRING.before == Period(date(2025, 11, 29), date(2026, 2, 28))
    assert SPRING.has(day(3, 1))
    assert SPRING.has(day(5, 31))
    assert not SPRING.has(day(6, 1))
    assert not SPRING.has(None)


def test_days_on_hold_belong_to_no_stage():
    """Enquiry 1–11 March; talking 11–21 March, on hold until 20 April, then 5 days more: 10 + 5 = 15."""
    stays = stays_of(
        [
            ("enquiry", day(3, 1), False),
            ("talking", day(3, 11), False),
            ("on_hold", day(3, 21), False),
            ("talking", day(4, 20), False),
            ("applying", day(4, 25), False),
        ]
    )
    assert stays == [
        Stay("enquiry", day(3, 1), day(3, 11), 10),
        Stay("talking", day(3, 11), day(4, 25), 15),
        Stay("applying", day(4, 25), None, 0),
    ]


def test_what_is_on_hold_now_has_not_left_its_stage():
    stays = stays_of([("enquiry", day(3, 1), False), ("on_hold", day(3, 6), False)])
    assert stays == [Stay("enquiry", day(3, 1), None, 5)]


def test_a_step_that_was_put_back_never_happened():
    """Moved on by mistake on the 5th, put back on the 6th, moved on rightly on the 20th: 19 days, not 4."""
    stays = stays_of(
        [
            ("enquiry", day(3, 1), False),
            ("talking", day(3, 5), False),
            ("enquiry", day(3, 6), True),
            ("talking", day(3, 20), False),
        ]
    )
    assert stays == [Stay("enquiry", day(3, 1), day(3, 20), 19), Stay("talking", day(3, 20), None, 0)]


THREE = [
    # Went all the way past two stages the scheme does not use for everybody; 61 days.
    trail(
        1, day(3, 1), ("applying", day(3, 11)), ("assessing", day(3, 21)), ("panel", day(4, 20)),
        ("agreeing", day(4, 25)), ("active", day(5, 1)), status="active", closed_on=day(5, 1),
    ),
    # Talked, then did not go on.
    trail(
        2, day(3, 10), ("talking", day(3, 14)), ("closed", day(4, 13)), status="closed", source="website",
        closed_on=day(4, 13),
    ),
    # Still an enquiry.
    trail(3, day(5, 30), source="website", campaign=7),
    # Imported: counted as an enquiry and as approved, in no stage.
    trail(4, day(3, 2), ("active", day(3, 3)), status="active", historical=True, closed_on=day(3, 3)),
    # Before the period; left assessment in it.
    trail(
        5, day(1, 5), ("applying", day(1, 10)), ("assessing", day(2, 1)), ("deferred", day(3, 3)), status="deferred"
    ),
]  # fmt: skip


def test_enquiries_by_source_and_campaign():
    assert recruitment.by_source(THREE, SPRING) == {"event": 2, "website": 2}
    assert recruitment.by_campaign(THREE, SPRING) == {None: 3, 7: 1}
    assert [one.pk for one in recruitment.came_in(THREE, SPRING.before)] == [5]


def test_conversion_follows_those_who_came_and_leaves_imported_ones_out():
    """Three can be followed. All three enquired; two came to talking or further; one further still."""
    steps = recruitment.conversion(THREE, SPRING, without=["shared"])
    assert [(step.status, step.reached, step.of, step.here_now) for step in steps] == [
        ("enquiry", 3, 3, 1),
        ("talking", 2, 3, 0),
        ("applying", 1, 2, 0),
        ("assessing", 1, 1, 0),
        ("panel", 1, 1, 0),
        ("agreeing", 1, 1, 0),
        ("active", 1, 1, 1),
    ]
    assert [step.percent for step in steps[:3]] == [100, 67, 50]
    nothing = recruitment.conversion([], SPRING)
    assert {(step.reached, step.percent) for step in nothing} == {(0, None)}


def test_days_in_each_stage_are_those_of_stays_that_ended_in_the_period():
    """Enquiry: 10 and 4 days. Assessing: 30 (21 March to 20 April) and 30 (1 February to 3 March)."""
    spans = recruitment.days_in_stages(THREE, SPRING)
    assert spans["enquiry"] == Span(2, 7, 4, 10)
    assert spans["talking"] == Span(1, 30, 30, 30)
    assert spans["applying"] == Span(1, 10, 10, 10)
    assert spans["assessing"] == Span(2, 30, 30, 30)
    assert set(spans) == {"enquiry", "talking", "applying", "assessing", "panel", "agreeing"}


def test_the_whole_way_is_told_without_imported_cases():
    assert [one.pk for one in recruitment.approved_in(THREE, SPRING)] == [1, 4]
    assert recruitment.days_to_approval(THREE, SPRING) == Span(1, 61, 61, 61)
    assert recruitment.days_to_approval([], SPRING) is None


def test_cost_is_never_made_up():
    assert recruitment.cost_each(Decimal("3000"), 2) == 1500
    assert recruitment.cost_each(None, 2) is None
    assert recruitment.cost_each(Decimal("3000"), 0) is None
    assert recruitment.cost_each(Decimal("0"), 2) == 0


def test_no_small_number_follows_from_numbers_that_stand_in_each_other():
    """Nine of twelve would tell that three are missing; six of twelve tells of six."""
    told = said_in_steps([12, 9, 6, 6, 2, 0], hide_few=True)
    assert told == ["12", "not shown", "6", "6", "fewer than 5", "0"]
    assert said_in_steps([12, 9, 2], hide_few=False) == ["12", "9", "2"]


# --- on screen --------------------------------------------------------------------------------------------------


@pytest.fixture
def grown(scheme, officer, manager, set_clock):
    """Seven enquiries of March: six by a campaign, one from a carer; one closed; money spent."""
    set_clock(date(2026, 3, 2))
    campaign = Campaign.add_campaign(scheme=scheme, name="=Radio", from_on=date(2026, 3, 1), by=manager)
    rows = [
        Application.enquire(
            scheme=scheme, full_name=f"Person {n}", source="campaign" if n else "carer",
            campaign=campaign if n else None, by=officer,
        )
        for n in range(7)
    ]  # fmt: skip
    set_clock(date(2026, 3, 22))
    rows[0].go_on("talking", by=officer)
    reason = ClosingReason.add_reason(scheme=scheme, text="Moved away", by=manager)
    rows[1].close(reason=reason, who_decided="applicant", by=officer)
    Spend.record_spend(
        scheme=scheme, campaign=campaign, pounds=Decimal("250.50"), what="Adverts", happened_on=date(2026, 3, 3),
        by=manager,
    )  # fmt: skip
    return rows


URL = "/recruitment/?since=2026-03-01&until=2026-03-31"


@pytest.mark.django_db
def test_officers_see_numbers_names_and_rows(grown, officer, sign_in):
    page = sign_in(officer).get(URL).content.decode()
    assert "7 enquiries came; in the 31 days before, 0." in page
    assert "Most heard in this way: an advert or campaign (6)." in page
    assert "£250.50 was spent, and nobody was approved in this period yet." in page
    assert "Person 3" in page
    assert "Moved away" in page
    assert "style=" not in page
    assert "<script>" not in page


@pytest.mark.django_db
def test_each_number_leads_to_its_rows(grown, officer, sign_in):
    browser = sign_in(officer)
    days = "&since=2026-03-01&until=2026-03-31"
    campaign = Campaign.objects.get()
    closing = grown[1].closings.get()
    for of, number in {
        "came": 7,
        "source:carer": 1,
        f"campaign:{campaign.pk}": 6,
        "campaign:none": 1,
        "reached:talking": 1,
        "left:enquiry": 2,
        f"closed:{closing.pk}": 1,
        "approved": 0,
        "not-approved": 0,
        "waiting": 5,
    }.items():
        answer = browser.get(f"/applications/?of={of}{days}")
        assert answer.context["total"] == number, of
    for nonsense in ("of=left:nowhere", "of=;drop", "of=campaign:x", "of=closed:99999999999", "of=reached:on_hold"):
        assert browser.get(f"/applications/?{nonsense}{days}").status_code == 200


@pytest.mark.django_db
def test_a_viewer_is_told_counts_and_no_small_ones(grown, viewer, sign_in):
    page = sign_in(viewer).get(URL).content.decode()
    assert "Person" not in page
    assert "/applications/" not in page
    assert "fewer than 5" in page
    told = sign_in(viewer).get(f"{URL}&table=sources").content.decode()
    assert "A Shared Lives carer told me,fewer than 5" in told
    assert "An advert or campaign,not shown" in told


@pytest.mark.django_db
def test_a_table_as_csv_runs_no_formula(grown, officer, sign_in):
    answer = sign_in(officer).get(f"{URL}&table=campaigns")
    assert answer["Content-Type"].startswith("text/csv")
    lines = answer.content.decode().lstrip("\ufeff").splitlines()
    assert lines == ["Campaign,Enquiries,Approved,Spent", "'=Radio,6,0,£250.50", "No campaign named,1,0,not recorded"]
    assert sign_in(officer).get(f"{URL}&table=nonsense").status_code == 404
    stages = sign_in(officer).get(f"{URL}&table=stages").content.decode()
    assert "Share" not in stages


@pytest.mark.django_db
def test_nothing_recorded_is_said_and_not_made_up(scheme, officer, sign_in):
    page = sign_in(officer).get("/recruitment/").content.decode()
    assert "Nobody enquired in this period." in page
    assert "No spend is recorded in this period" in page
    assert "not recorded" in page
    assert "Nobody waits for a first answer." in page
    for nonsense in ("since=x&until=y", "since=2030-01-01&until=2020-01-01", "since=&until=9999-99-99", "scheme=no"):
        assert sign_in(officer).get(f"/recruitment/?{nonsense}").status_code == 200


@pytest.mark.django_db
def test_imported_cases_are_named(grown, officer, sign_in):
    Application.objects.filter(pk=grown[0].pk).update(is_historical=True)
    page = sign_in(officer).get(URL).content.decode()
    assert "Imported cases marked historical: 1." in page
    assert "Nobody left a stage" not in page  # the one that was closed left its stage


@pytest.mark.django_db
def test_a_region_chooses_among_its_schemes(grown, scheme, other_scheme, regional_viewer, sign_in):
    browser = sign_in(regional_viewer)
    for slug in (scheme.slug, other_scheme.slug, "nonsense"):
        answer = browser.get(f"{URL}&scheme={slug}")
        assert answer.status_code == 200
    assert b"Person" not in answer.content


@pytest.mark.django_db
def test_the_same_queries_for_one_application_and_for_many(
    scheme, officer, sign_in, django_assert_max_num_queries, set_clock
):
    set_clock(date(2026, 3, 2))

    def ask_people(count):
        for n in range(count):
            Application.enquire(scheme=scheme, full_name=f"P {n}", by=officer)

    browser = sign_in(officer)
    ask_people(1)
    browser.get(URL)
    with django_assert_max_num_queries(60) as few:
        browser.get(URL)
    ask_people(29)
    with django_assert_max_num_queries(len(few)):
        browser.get(URL)
