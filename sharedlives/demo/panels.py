"""Panel: a meeting a month for a year with what was decided, one ahead next week, and who sits there."""

import random
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from carers.models import PanelItem, PanelMeeting, PanelSeat, RequiredAction
from carers.models.outcomes import record_decision, record_panel_outcome, told_household
from carers.models.panels import declare_interest, hold_meeting, list_item
from carers.models.sittings import close_meeting, minutes_version, record_attendance, send_to_panel, write_minutes
from carers.pack.make import ask_for_pack
from schemes.dates import add_months
from schemes.models import Wording
from schemes.vocabulary import ArrangementType
from sharedlives.demo import said_by_carers as words
from sharedlives.demo.cast import FRESH, REGULAR
from sharedlives.demo.homes import BREAKS, HomePlan

Kind = PanelItem.Kind
APPROVE, CONDITIONS, DEFER, NOT_APPROVE = "approve", "conditions", "defer", "not_approve"
WEEKS_BETWEEN = 4
MEETINGS = 12
PLACE = "Vale House, the room with the kitchen"


@dataclass
class Sitting:
    """One meeting before it is written down."""

    on: date
    seats: list[tuple[str, str]]  # (name, part)
    items: list["Listed"] = field(default_factory=list)
    apologies: str = ""
    row: PanelMeeting | None = None


@dataclass
class Listed:
    """Something on a meeting's list, and what is said about it."""

    kind: str
    asks: str
    asker: object = None  # the Asker of an approval
    home: HomePlan | None = None
    said: dict = field(default_factory=dict)  # outcome, reasons, conditions, terms…
    minutes: str = ""
    interest: tuple[str, str] | None = None  # (who, which)
    people_limit: int | None = None
    types: list[str] = field(default_factory=list)
    row: PanelItem | None = None
    appeal: object = None


def next_meeting(today: date) -> date:
    """The Wednesday of next week."""
    return today + timedelta(days=9 - today.weekday())


class Panels:
    """Draws up the meetings of the medium scheme and writes them into the diary."""

    def __init__(self, book, seed: int):
        self.book, self.today = book, book.today
        self.dice = random.Random(f"{seed} {book.area} panel")
        ahead = next_meeting(self.today)
        days = [ahead - timedelta(weeks=WEEKS_BETWEEN * number) for number in range(MEETINGS, 0, -1)]
        self.past = [Sitting(book.diary.working_day(day), REGULAR) for day in days]
        self.ahead = Sitting(ahead, REGULAR)
        self.fresh = Sitting(ahead + timedelta(days=1), FRESH)
        self.first_years: dict[int, Sitting] = {}  # by the household as drawn

    def on(self, day: date, act, *args) -> None:
        self.book.diary.on(self.book.diary.working_day(day), act, *args)

    # --- drawing ------------------------------------------------------------------------------------------------------

    def before(self, day: date) -> Sitting | None:
        """The last meeting early enough for an agreement signed on a day."""
        fit = [sitting for sitting in self.past if sitting.on <= day - timedelta(days=9)]
        return fit[-1] if fit else None

    def draw(self) -> None:
        """Who came through panel in the last year, and what else panel talked about."""
        homes = [h for h in self.book.drawn.homes if not h.left_on and self.before(h.joined_on)]
        homes.sort(key=lambda home: (home.story != 6, -home.joined_on.toordinal()))
        for number, home in enumerate(homes[: self.book.size.approved]):
            self.approve(home, number)
        settled = [h for h in self.book.drawn.homes if not h.left_on and not h.story and not h.path]
        years = [h for h in settled if 400 < (self.today - h.joined_on).days < 720]
        for sitting in self.past[2:10]:
            fit = [
                h for h in years
                if id(h) not in self.first_years and 350 < (sitting.on - h.joined_on).days < 460
            ]  # fmt: skip
            if fit and len(sitting.items) < 3:
                self.first_years[id(fit[0])] = sitting
                asks = "Whether approval goes on after the first year."
                said = {"outcome": APPROVE, "reasons": words.YEAR_SAID}
                sitting.items.append(Listed(Kind.FIRST_YEAR, asks, home=fit[0], said=said, minutes=words.YEAR_SAID))
        self.more_terms([h for h in settled if h.kind == "days" and (self.today - h.joined_on).days > 500])
        self.not_approved()

    def approve(self, home: HomePlan, number: int) -> None:
        sitting = self.before(home.joined_on)
        terms = {"people_limit": home.limit, "types": home.types}
        said = {"outcome": APPROVE, "reasons": self.dice.choice(words.PANEL_REASONS), "terms": terms}
        if home.story == 6:
            terms["is_named_only"] = True
            terms["may_support"] = "The young person who lives with them already, and nobody else."
        elif number in (2, 3, 5):
            terms["probation_ends_on"] = add_months(home.joined_on, 12)
        elif number == 4:
            due_on = min(home.joined_on + timedelta(days=50), self.today - timedelta(days=4))
            said |= {"outcome": CONDITIONS, "conditions": words.CONDITIONS, "actions": [("Medication course", due_on)]}
        over = {"source": "fostering", "detail": "Fosters for the council"} if home.story == 6 else {}
        asker = self.book.pipeline.approved(home, sitting.on, **over)
        asks = f"Approve {home.called} for {home.limit}."
        listed = Listed(
            Kind.APPROVAL, asks, asker=asker, said=said, minutes=self.dice.choice(words.PANEL_SAID),
            people_limit=home.limit, types=home.types,
        )  # fmt: skip
        sitting.items.append(listed)
        self.on(home.joined_on, self.sign, home, said.get("actions"))

    def more_terms(self, homes: list[HomePlan]) -> None:
        """Two changes of terms, and one concern that ended well."""
        room = [sitting for sitting in self.past if len(sitting.items) < 2]
        for home, sitting in zip(homes[:2], room[::3], strict=False):
            types = [*home.types, BREAKS.value]
            terms = {"people_limit": home.limit, "types": types, "may_support": "One guest at a time, up to a week."}
            said = {"outcome": APPROVE, "reasons": "They know the guest already.", "terms": terms}
            asks = "Short breaks beside day support."
            item = Listed(Kind.TERMS, asks, home=home, said=said, minutes=words.TERMS_SAID)
            item.people_limit, item.types = home.limit, types
            sitting.items.append(item)
        if len(homes) > 2 and room:
            action = ("Talk through the money book with their officer", self.today + timedelta(days=9))
            said = {"outcome": CONDITIONS, "reasons": words.CONCERN_SAID, "actions": [action]}
            said["conditions"] = "The money book is kept weekly."
            asks = "Receipts were missing for two months. Whether approval goes on."
            room[-1].items.append(Listed(Kind.CONCERN, asks, home=homes[2], said=said, minutes=words.CONCERN_SAID))

    def not_approved(self) -> None:
        sitting = self.past[5]
        pipeline = self.book.pipeline
        asker = pipeline.asker(sitting.on - timedelta(weeks=22))
        pipeline.until(asker, "panel", sitting.on - timedelta(days=13))
        said = {"outcome": NOT_APPROVE, "reasons": words.NOT_APPROVED}
        asks = f"Approve {asker.called} for one person."
        sitting.items.append(Listed(Kind.APPROVAL, asks, asker=asker, said=said, minutes=words.PANEL_SAID[0]))

    def defer(self, asker) -> None:
        """Panel wanted to know more, two meetings ago."""
        sitting = self.past[-2]
        self.book.pipeline.until(asker, "panel", sitting.on - timedelta(days=13))
        said = {"outcome": DEFER, "reasons": words.DEFERRED, "back_on": self.today + timedelta(days=24)}
        asks = f"Approve {asker.called} for one person."
        item = Listed(Kind.APPROVAL, asks, asker=asker, said=said, minutes=words.PANEL_SAID[2], people_limit=1)
        item.types = [ArrangementType.LIVE_IN.value]
        sitting.items.append(item)

    def ready(self, asker, which: int) -> None:
        """One that is ready: on next week's list, or on none yet."""
        if which == 0:
            asks = f"Approve {asker.called} for one person, living in."
            item = Listed(Kind.APPROVAL, asks, asker=asker, people_limit=1, types=[ArrangementType.LIVE_IN.value])
            self.ahead.items.append(item)
        else:
            self.on(self.today - timedelta(days=9), self.send_without_a_meeting, asker)

    # --- into the diary -----------------------------------------------------------------------------------------------

    def write(self) -> None:
        self.on(self.today - timedelta(days=380), self.word_a_letter)
        for number, sitting in enumerate(self.past):
            if number % 4 == 1:
                sitting.apologies = sitting.seats[1][0]
            self.on(sitting.on - timedelta(days=38), self.call, sitting)
            for listed in sitting.items:
                self.on(sitting.on - timedelta(days=13), self.list, sitting, listed)
            self.on(sitting.on - timedelta(days=5), self.declare, sitting)
            self.on(sitting.on, self.sit, sitting)
            self.on(sitting.on + timedelta(days=3), self.decide, sitting)
            self.on(sitting.on + timedelta(days=5), self.tell, sitting)
        for sitting in (self.ahead, self.fresh):
            self.on(self.today - timedelta(days=25), self.call, sitting)
            for listed in sitting.items:
                self.on(self.today - timedelta(days=8), self.list, sitting, listed)
        self.on(self.today - timedelta(days=2), self.prepare)

    def actor(self, name: str):
        return self.book.team.actors[name]

    # --- acts ---------------------------------------------------------------------------------------------------------

    def word_a_letter(self) -> None:
        """The scheme says it in its own words."""
        by = next(actor for actor in self.book.team.actors.values() if actor.role == "administrator")
        Wording.set_words(
            scheme=self.book.scheme,
            key="approved",
            subject="You are Shared Lives carers",
            body=(
                "Dear {names},\n\nWe are so glad. On {date} you were approved, and here is what for:\n{terms}"
                "\n\nPanel said: {reasons}\n\nRing us on {phone} and we sign the agreement over a cup of tea."
                "\n\n{signed}\n{scheme}"
            ),
            from_on=self.book.now_on(),
            by=by,
        )

    def call(self, sitting: Sitting) -> None:
        members = [(self.actor(name).staff, part) for name, part in sitting.seats]
        sitting.row = hold_meeting(
            scheme=self.book.scheme, held_on=sitting.on, quorum=3, start_time=time(10), place=PLACE, members=members,
            by=self.book.team.manager,
        )  # fmt: skip

    def list(self, sitting: Sitting, listed: Listed) -> None:
        more = {"asks": listed.asks, "people_limit": listed.people_limit, "types": listed.types}
        if listed.asker:
            by = self.book.pipeline.by(listed.asker)
            listed.asker.application.refresh_from_db()
            listed.row = send_to_panel(listed.asker.application, meeting=sitting.row, by=by, **more)
        else:
            by = self.book.homes.by(listed.home, self.book.now_on())
            household = listed.home.household
            listed.row = list_item(meeting=sitting.row, kind=listed.kind, household=household, by=by, **more)

    def send_without_a_meeting(self, asker) -> None:
        asker.application.refresh_from_db()
        send_to_panel(asker.application, by=self.book.pipeline.by(asker))

    def declare(self, sitting: Sitting) -> None:
        """Each says before the papers open whether they have an interest."""
        seats = list(sitting.row.seats.select_related("member__account"))
        for listed in sitting.items:
            for seat in seats:
                who, what = listed.interest or ("", "")
                mine = what if seat.member.name == who else ""
                declare_interest(
                    item=listed.row, seat=seat, has_interest=bool(mine), what=mine, by=self.actor(seat.member.name)
                )

    def sit(self, sitting: Sitting) -> None:
        manager, on = self.book.team.manager, self.book.now_on()
        here, away = PanelSeat.Attendance.PRESENT, PanelSeat.Attendance.APOLOGIES
        seats = sitting.row.seats.select_related("member__account")
        attendance = {seat.pk: away if seat.member.name == sitting.apologies else here for seat in seats}
        record_attendance(sitting.row, attendance, by=manager)
        for listed in sitting.items:
            record_panel_outcome(listed.row, on=on, by=manager, **listed.said)
        minutes = {listed.row.pk: listed.minutes for listed in sitting.items}
        version = minutes_version(sitting.row)
        write_minutes(sitting.row, minutes=words.MEETING_MINUTES, of_items=minutes, version=version, by=manager)
        close_meeting(sitting.row, by=manager)

    def decide(self, sitting: Sitting) -> None:
        manager = self.book.team.manager
        for listed in sitting.items:
            if listed.said["outcome"] != DEFER:
                listed.row.refresh_from_db()
                record_decision(
                    listed.row, decided_by=manager.staff, on=self.book.now_on(), by=manager, **listed.said
                )  # fmt: skip

    def tell(self, sitting: Sitting) -> None:
        for listed in sitting.items:
            outcome = listed.row.outcomes.standing().order_by("-pk").first()
            told_household(outcome, on=self.book.now_on(), by=self.book.team.manager)

    def sign(self, home: HomePlan, actions) -> None:
        """The agreement, with which approval begins."""
        by = self.book.homes.by(home, self.book.now_on())
        home.household.refresh_from_db()
        home.household.save_edit({"about": home.about}, version=None, by=by, why="In their own words")
        self.book.years.sign(home)
        home.household.refresh_from_db()
        for what, due_on in actions or []:
            self.on(due_on, self.finish, home, what)

    def finish(self, home: HomePlan, what: str) -> None:
        action = RequiredAction.objects.open().get(household=home.household, what=what)
        by = self.book.homes.by(home, self.book.now_on())
        action.finish(done_on=self.book.now_on(), how="Certificate seen", by=by)

    def prepare(self) -> None:
        """The packs of next week are asked for; the worker makes them when it begins."""
        for listed in self.ahead.items:
            ask_for_pack(listed.row, on=self.book.now_on(), by=self.book.team.manager)
