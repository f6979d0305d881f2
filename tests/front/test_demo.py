"""The demonstration: empty databases only, once, the same from the same seed, and a past that is true."""

import html
import io
import random
import re
from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models, transaction

from arrangements.models import Arrangement, Match, NoPlace, Stay
from carers.models import (
    Appeal,
    Application,
    CheckResult,
    Home,
    Household,
    Member,
    PanelItem,
    PanelMeeting,
    ProfilePhoto,
    Waiver,
)
from referrals.models import OwnWords, Person, Referral
from schemes import clock
from schemes.acting import acting
from schemes.models import Account, Actor, Message, Policies, Record, Scheme, StaffMember
from schemes.places import known
from sharedlives import demo
from sharedlives.demo.diary import Diary
from sharedlives.demo.names import MEN, WOMEN
from sharedlives.demo.postcodes import POSTCODES, postcodes
from sharedlives.demo.sizes import MEDIUM, SMALL
from sharedlives.due import all_due
from tests import factories

NOT_OUR_WORDS = re.compile(
    r"\b(beds?|voids?|clients?|customers?|service users?|case ?workers?|placements?|respite|rejected|suffers?)\b", re.I
)


@pytest.fixture(scope="class")
def loaded(django_db_setup, django_db_blocker):
    """The small demonstration, loaded once for the tests of one class and gone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        said = io.StringIO()
        call_command("demo", size="small", stdout=said)
        yield said.getvalue()
        transaction.set_rollback(True)


def rows_of_schemes():
    return [m for m in apps.get_models() if m._meta.app_label in ("schemes", "carers", "referrals", "arrangements")]


def counts() -> dict[str, int]:
    return {model._meta.label: model.objects.count() for model in rows_of_schemes()}


@pytest.mark.django_db
class TestLoaded:
    @pytest.fixture(autouse=True)
    def there(self, loaded):
        """Every test here looks at the loaded demonstration."""

    def test_loading_again_does_nothing(self):
        before, said = counts(), io.StringIO()
        call_command("demo", stdout=said)
        assert said.getvalue() == "The demonstration is loaded already.\n"
        assert counts() == before

    def test_its_past_is_past_and_somebody_s(self):
        start_of_today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
        looked_at = 0
        for model in rows_of_schemes():
            if hasattr(model, "history_date"):
                assert not model.objects.filter(history_date__gte=start_of_today).exists(), model
                assert not model.objects.filter(history_user__isnull=True).exists(), model
                assert not model.objects.filter(history_change_reason__isnull=True).exclude(history_type="+").exists()
                looked_at += model.objects.count()
            elif issubclass(model, Record):
                assert not model.objects.filter(recorded_at__gte=start_of_today).exists(), model
                assert not model.objects.filter(happened_on__gt=clock.today()).exists(), model
                looked_at += model.objects.count()
        assert looked_at > 2000

    def test_moves_of_a_case_are_in_the_order_of_their_days(self):
        for referral in Referral.objects.all():
            moments = list(referral.folder.moves.order_by("id").values_list("recorded_at", flat=True))
            assert moments == sorted(moments)
            assert moments[0] >= referral.received_at

    def test_the_places_they_live_are_no_homes(self):
        for model in (Home, Person):
            for row in model.objects.all():
                assert row.postcode in postcodes("vale")
                assert known(row.sector)

    def test_numbers_that_ring_nowhere_and_addresses_that_reach_nobody(self):
        phones = [
            *Member.objects.values_list("phone", flat=True),
            *Referral.objects.values_list("referrer_phone", flat=True),
        ]
        assert all(re.fullmatch(r"(01632 960|07700 900)\d{3}", phone) for phone in phones if phone)
        emails = [*Member.objects.values_list("email", flat=True), *Account.objects.values_list("email", flat=True)]
        emails += Referral.objects.values_list("referrer_email", flat=True)
        assert all(email.endswith("@example.org") for email in emails if email)

    def test_it_speaks_our_words(self):
        for model in rows_of_schemes():
            texts = [f.name for f in model._meta.fields if isinstance(f, models.TextField | models.CharField)]
            names = [name for name in texts if name not in ("full_name", "name", "said_by")]
            for row in model.objects.values_list(*names) if names else []:
                assert not NOT_OUR_WORDS.search(" ".join(str(value) for value in row)), (model, row)

    def test_everybody_has_words_of_their_own(self):
        assert not Person.objects.filter(words__isnull=True).exists()
        assert not OwnWords.objects.filter(matters="").exists()

    def test_today_has_a_day_s_work_for_each_officer(self):
        scheme, today = Scheme.objects.get(), clock.today()
        ahead = Policies([scheme]).value(scheme.pk, "due_this_week_days", today)
        rows = Counter(row.officer_id for row in all_due([scheme], today) if row.group(today, ahead) != "later")
        officers = StaffMember.objects.working().filter(role="officer")
        assert set(rows) == {None, *officers.values_list("pk", flat=True)}
        assert 10 <= sum(rows.values()) <= 60
        assert max(rows.values()) <= 20

    def test_nothing_was_sent(self):
        assert not Message.objects.exists()

    def test_leavers_are_switched_off(self):
        left = StaffMember.objects.filter(ended_on__isnull=False)
        assert left.count() == 2
        assert not left.filter(account__is_active=True).exists()
        assert not Household.objects.filter(officer__in=left).exists()
        assert not Arrangement.objects.running().filter(officer__in=left).exists()
        assert not Referral.objects.open().filter(officer__in=left).exists()

    def test_who_can_sign_in(self):
        said = io.StringIO()
        call_command("demo", sign_ins=True, stdout=said)
        heading, *rest = said.getvalue().splitlines()
        assert heading.strip() == "Vale Shared Lives"
        assert "  Refer somebody to Vale Shared Lives at http://127.0.0.1:8431/refer/vale/" in rest
        lines = [line.split(maxsplit=2) for line in rest if "demonstration-only" in line]
        assert lines[0] == ["priya@example.org", "demonstration-only", "officer"]
        active = Account.objects.filter(is_active=True)
        assert {line[0] for line in lines} == set(active.values_list("email", flat=True))
        assert all(active.get(email=line[0]).check_password(line[1]) for line in lines[:2])

    # --- the stories --------------------------------------------------------------------------------------------------

    def test_1_a_lapsed_check_ends_nobody_s_home(self):
        household = Household.objects.get(name="M Tolley")
        check = CheckResult.objects.latest().get(household=household, kind="dbs", member__full_name="Maureen Tolley")
        assert check.expires_on == clock.today() - timedelta(days=12)
        assert household.arrangements.get(person__full_name="Dilip Rana").status == "running"

    def test_2_the_second_guest_is_refused(self):
        annie, gloria = (Arrangement.objects.get(person__full_name=n) for n in ("Annie Whitlock", "Gloria Tulloch"))
        weekend = annie.stays.order_by("from_on").last()
        assert timedelta(0) < weekend.from_on - clock.today() <= timedelta(days=7)
        assert Stay.objects.on_day(weekend.from_on).filter(home=weekend.home).count() == 3
        manager = Actor.objects.get(staff__role="manager")
        with pytest.raises(NoPlace, match="3 of 3 places are taken"), transaction.atomic():
            gloria.plan_break(from_on=weekend.from_on, until_on=weekend.until_on, by=manager)

    def test_7_the_person_said_no_and_the_household_yes(self):
        match = Match.objects.get(referral__person__full_name="Marcus Bellamy")
        assert (match.status, match.ended_by, match.referral.status) == ("ended", "person", "looking")
        night = match.introductions.order_by("happened_on").last()
        assert (night.kind, night.person_says, night.carer_says) == ("overnight", "no", "yes")

    def test_8_introductions_were_skipped_with_a_reason(self):
        match = Match.objects.get(referral__person__full_name="Iris Coulson")
        assert match.status == "started"
        assert "ambulance" in match.person.words.get().matters
        assert match.emergency_reason.startswith("Her mother was taken to hospital")
        assert match.folder.moves.get(to_status="agreed").recorded_by.role == "manager"

    def page(self, client, row, as_email="priya@example.org") -> str:
        """What somebody reads who opens the page of a row."""
        client.force_login(Account.objects.get(email=as_email))
        return html.unescape(client.get(row.get_absolute_url(), follow=True).content.decode())

    def test_3_one_of_a_couple_has_lapsed_training(self, client):
        household = Household.objects.get(name="Y and D Carrow")
        newest = CheckResult.objects.latest().filter(household=household, kind="medication").select_related("member")
        ends = {check.member.called: (check.expires_on - clock.today()).days for check in newest}
        assert ends["Desmond Carrow"] == -21
        assert ends["Yvonne Carrow"] > 300
        said = self.page(client, household)
        assert "Medication training of Desmond Carrow" in said
        assert "Desmond missed the refresher" in said

    def test_4_a_third_person_waits_for_panel(self, client):
        household = Household.objects.get(name="N and B Hartwell")
        item = household.panel_items.get()
        assert (household.terms.get().people_limit, item.kind, item.people_limit) == (2, "terms", 3)
        assert item.meeting.held_on > clock.today()
        assert household.arrangements.running().count() == 2
        assert "The law allows three" in self.page(client, household)

    def test_6_approved_for_one_young_person(self, client):
        household = Household.objects.get(name="L Mayhew")
        kieran = Person.objects.get(full_name="Kieran Stott")
        assert household.terms.standing().get().is_named_only
        assert household.named_approvals.get().person == kieran
        assert household.applications.get().source == "fostering"
        months = (clock.today() - kieran.date_of_birth).days / 30.44
        assert 206 <= months <= 208  # 17 years and 3 months
        assert Match.objects.get(household=household).referral.person == kieran
        assert "Terms are for him alone" in self.page(client, household)

    def test_9_an_appeal_is_heard_by_others(self, client):
        appeal = Appeal.objects.get()
        assert (appeal.household.name, appeal.household.status, appeal.ended_on) == ("C Penhale", "leaving", None)
        recused = appeal.outcome.item.interests.standing().get(has_interest=True)
        assert recused.recorded_by.name == "Dot Ferriby"
        first, fresh = (
            {seat.member for seat in item.meeting.seats.all()} for item in (appeal.outcome.item, appeal.item)
        )
        assert not first & fresh
        assert len(fresh) >= appeal.item.meeting.quorum
        assert clock.today() < appeal.item.meeting.held_on <= appeal.hear_by_on
        assert "Heard by three who did not sit" in self.page(client, appeal.item, "morgan@example.org")

    def test_12_retiring_with_two_people(self, client):
        household = Household.objects.get(name="O Prosser")
        lived = {
            str(row.person.full_name): (clock.today() - row.starts_on).days // 365
            for row in household.arrangements.running()
        }
        assert lived == {"Stan Birkett": 18, "Tina Rawlings": 6}
        assert household.leavings.get().kind == "retiring"
        assert (clock.today() - household.members.get(role="carer").date_of_birth).days // 365 == 71
        assert "Stan and Tina want to move together" in self.page(client, household)
        for arrangement in household.arrangements.running():
            assert arrangement.person.referrals.get(status="looking").meetings.standing().exists()

    def test_profiles_have_drawn_pictures(self):
        shown = ProfilePhoto.objects.select_related("document", "profile__household")
        assert 3 <= len({photo.profile_id for photo in shown}) < Household.objects.count()
        prosser = [photo for photo in shown if photo.profile.household.name == "O Prosser"]
        assert {photo.document.media_type for photo in prosser} == {"image/png"}
        assert all(photo.says.endswith("drawn") for photo in shown)
        assert prosser[0].profile.is_as_published

    def test_15_a_support_carer_in_two_days(self, client):
        household = Household.objects.get(name="R Tennant")
        gwyn = household.members.get(full_name="Gwyn Tennant")
        newest = household.terms.standing().latest("from_on")
        assert gwyn.role == "support_carer"
        assert (newest.from_on - gwyn.joined_on).days <= 4
        assert "hospital" in newest.without_panel_because
        assert Waiver.objects.running(clock.today()).get().member == gwyn
        said = self.page(client, household)
        assert "Gwyn Tennant" in said
        assert "hospital" in said

    # --- carers on their way ------------------------------------------------------------------------------------------

    def test_the_pipeline_is_as_promised(self):
        stages = Counter(Application.objects.open().values_list("status", flat=True))
        stages["assessing"] += stages.pop("shared", 0)
        assert stages == SMALL.pipeline
        ended = Counter(Application.objects.exclude(status__in=Application.OPEN).values_list("status", flat=True))
        assert 2 <= ended.pop("active") <= SMALL.approved
        assert ended == {"closed": SMALL.asked_in_vain, "not_approved": 1}

    def test_panel_met_every_month_and_meets_next_week(self):
        held = PanelMeeting.objects.filter(held_on__lt=clock.today())
        assert held.count() == 12
        assert not held.filter(closed_on__isnull=True).exists()
        ahead = PanelMeeting.objects.filter(held_on__gt=clock.today()).order_by("held_on").first()
        assert ahead.items.count() == 3
        assert set(ahead.items.values_list("packs__status", flat=True)) == {"waiting"}
        assert not PanelItem.objects.filter(meeting__in=held, outcomes__isnull=True).exists()

    def test_households_that_left_gave_notice(self):
        gone = Household.objects.filter(status="ended")
        assert gone.count() == SMALL.left
        assert not gone.filter(leavings__isnull=True).exists()


class TestBeforeLoading:
    @pytest.mark.django_db
    def test_a_database_with_a_scheme_is_left_alone(self):
        factories.make_scheme("Harbour Shared Lives")
        before = counts()
        with pytest.raises(CommandError, match="goes into an empty database only"):
            call_command("demo")
        assert counts() == before

    @pytest.mark.django_db
    def test_it_refuses_where_it_is_not_wanted(self, settings):
        settings.DEMO = settings.DEVELOPMENT = False
        with pytest.raises(CommandError, match="passwords are public"):
            call_command("demo")
        assert not Scheme.objects.exists()

    def test_it_tells_its_stories(self):
        said = io.StringIO()
        call_command("demo", stories=True, stdout=said)
        assert re.findall(r"^(\d+)\.", said.getvalue(), re.M) == [str(n) for n in (1, 2, 3, 4, 6, 7, 8, 9, 12, 15)]


def drawn(seed: int, size: str):
    """What would be done, without doing it: every act with its day, and the medium scheme as it is drawn."""
    diary = Diary(clock.today(), random.Random(seed))
    with transaction.atomic(), acting(Actor.for_job("demonstration")):
        books = demo.begin(diary, seed, size)
        for book in books.values():
            book.write("a password")
        transaction.set_rollback(True)
    return [(day, act.__qualname__) for day, _, act, _, _ in sorted(diary._acts)], books["vale"]


@pytest.mark.django_db
class TestDrawing:
    def test_the_same_seed_gives_the_same_people_and_the_same_past(self):
        acts, book = drawn(7, "small")
        again, book_again = drawn(7, "small")
        other, other_book = drawn(8, "small")
        names, names_again, other_names = (
            [life.human.named.full for life in one.drawn.lives] for one in (book, book_again, other_book)
        )
        assert (acts, names) == (again, names_again)
        assert other != acts
        assert other_names != names

    def test_the_medium_scheme_has_the_size_of_a_real_one(self):
        _, book = drawn(7, "medium")
        now = [life for life in book.drawn.lives if not life.ending]
        assert Counter(life.type for life in now) == {"live_in": 64, "short_breaks": 30, "day_support": 19}
        homes = [home for home in book.drawn.homes if not home.left_on]
        people = Counter(len([x for x in home.lives if x.type == "live_in" and not x.ending]) for home in homes)
        carers = [member for home in homes for member in home.members if member["role"] == "carer"]
        assert (len(homes), people[3], people[2], people[1], len(carers)) == (92, 4, 12, 28, 116)
        assert sum(not [life for life in home.lives if not life.ending] for home in homes) == 7
        promised = {
            "enquiry": 8, "talking": 5, "applying": 4, "assessing": 6, "panel": 2, "deferred": 1, "on_hold": 2,
        }  # fmt: skip
        asked = {stage: len(askers) for stage, askers in book.pipeline.open.items()}
        assert asked == MEDIUM.pipeline == promised
        assert len({id(life.human) for life in now}) == 109  # and Iris, who comes by an emergency

    def test_names_are_told_apart_and_postcodes_are_of_three_areas(self):
        assert len(set(WOMEN)) == len(WOMEN)
        assert len(set(MEN)) == len(MEN)
        assert set(POSTCODES) == set(demo.NAMES)
