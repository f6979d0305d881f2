"""What the pages used most cost, each beside the prepared statements that fetch the same facts.

These are: who asks and in which scheme, what the filters offer and which rules hold, and the rows in one statement.
They are the floor: no page that shows these facts can be quicker than reading them. Ratios travel from machine to
machine better than milliseconds do. Nothing is asserted here.
"""

import gzip
import os
import platform
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import django
import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from arrangements.models import Arrangement
from referrals.models import Referral
from schemes import clock
from schemes.models import Actor, StaffMember
from schemes.roles import Role
from sharedlives import bench_checks, bench_referrals, demo

PAGES_MEASURED = 15
FLOORS_EACH = 10  # statements between two pages, so that both see the same machine

TODAY = """
WITH visits AS (
    SELECT DISTINCT ON (arrangement_id) arrangement_id, id, happened_on, next_on, persons_words FROM arrangements_visit
    WHERE scheme_id = %(scheme)s AND replaced_by_id IS NULL ORDER BY arrangement_id, happened_on DESC, id DESC
), reviews AS (
    SELECT DISTINCT ON (arrangement_id) arrangement_id, id, happened_on, next_on FROM arrangements_review
    WHERE scheme_id = %(scheme)s AND replaced_by_id IS NULL ORDER BY arrangement_id, happened_on DESC, id DESC
), checks AS (
    SELECT DISTINCT ON (household_id, member_id, kind) household_id, member_id, kind, expires_on FROM carers_checkresult
    WHERE scheme_id = %(scheme)s AND replaced_by_id IS NULL
    ORDER BY household_id, member_id, kind, happened_on DESC, id DESC
), approved AS (
    SELECT DISTINCT household_id FROM carers_terms WHERE scheme_id = %(scheme)s AND replaced_by_id IS NULL
      AND from_on <= %(today)s AND (until_on IS NULL OR until_on > %(today)s)
)
SELECT 'arrangement', a.id, a.folder_id, a.officer_id, p.preferred_name, p.full_name, h.name, a.type, a.starts_on,
       a.planned_end_on, v.happened_on, v.next_on, r.happened_on, r.next_on, v.persons_words
FROM arrangements_arrangement a JOIN referrals_person p ON p.id = a.person_id
JOIN carers_household h ON h.id = a.household_id LEFT JOIN visits v ON v.arrangement_id = a.id
LEFT JOIN reviews r ON r.arrangement_id = a.id WHERE a.scheme_id = %(scheme)s AND a.status = 'running'
UNION ALL
SELECT 'check', h.id, h.folder_id, h.officer_id, m.preferred_name, m.full_name, h.name, c.kind, c.expires_on, m.left_on,
       NULL, NULL, NULL, NULL, NULL
FROM checks c JOIN approved USING (household_id) JOIN carers_household h ON h.id = c.household_id
LEFT JOIN carers_member m ON m.id = c.member_id WHERE c.expires_on IS NOT NULL
UNION ALL
SELECT 'referral', r.id, r.folder_id, r.officer_id, p.preferred_name, p.full_name, r.referrer_name, r.status,
       r.opened_on, r.meet_on, r.wake_on, (SELECT max(happened_on) FROM schemes_move m WHERE m.folder_id = r.folder_id),
       (SELECT max(happened_on) FROM schemes_note n WHERE n.folder_id = r.folder_id),
       (SELECT max(happened_on) FROM referrals_askedformore f WHERE f.referral_id = r.id), r.type_wanted
FROM referrals_referral r JOIN referrals_person p ON p.id = r.person_id
WHERE r.scheme_id = %(scheme)s AND r.closed_on IS NULL
UNION ALL
SELECT 'match', x.id, x.folder_id, x.officer_id, p.preferred_name, p.full_name, h.name, x.status, x.opened_on,
       x.next_on,
       (SELECT max(happened_on) FROM schemes_move m WHERE m.folder_id = x.folder_id),
       (SELECT max(happened_on) FROM arrangements_introduction i WHERE i.match_id = x.id), NULL, NULL, x.next_step
FROM arrangements_match x JOIN referrals_referral r ON r.id = x.referral_id
JOIN referrals_person p ON p.id = r.person_id
JOIN carers_household h ON h.id = x.household_id
WHERE x.scheme_id = %(scheme)s AND x.status IN ('shortlisted', 'introducing', 'agreed')
"""

HOUSEHOLDS = """
WITH page AS (
    SELECT h.id, h.name, h.status, h.home_id, h.officer_id, f.reference, count(*) OVER () AS total
    FROM carers_household h JOIN schemes_folder f ON f.id = h.folder_id
    WHERE h.scheme_id = %(scheme)s AND NOT f.is_restricted AND EXISTS (
        SELECT 1 FROM carers_terms t WHERE t.household_id = h.id AND t.replaced_by_id IS NULL
          AND t.from_on <= %(today)s AND (t.until_on IS NULL OR t.until_on > %(today)s))
    ORDER BY h.name, h.id LIMIT 25
)
SELECT page.*, home.postcode, home.rooms, account.name, limits.steps, soon.*, staying.*
FROM page JOIN carers_home home ON home.id = page.home_id
LEFT JOIN schemes_staffmember staff ON staff.id = page.officer_id
LEFT JOIN schemes_account account ON account.id = staff.account_id
LEFT JOIN LATERAL (SELECT json_agg(json_build_array(other.id, t.from_on, t.people_limit)) AS steps
    FROM carers_household other JOIN carers_terms t ON t.household_id = other.id AND t.replaced_by_id IS NULL
    WHERE other.home_id = page.home_id) limits ON true
LEFT JOIN LATERAL (
    SELECT newest.kind, newest.expires_on, m.full_name, m.preferred_name,
           count(*) FILTER (WHERE newest.expires_on < %(today)s) OVER () AS lapsed
    FROM (
        SELECT DISTINCT ON (c.member_id, c.kind) c.member_id, c.kind, c.expires_on FROM carers_checkresult c
        WHERE c.household_id = page.id AND c.replaced_by_id IS NULL AND c.happened_on <= %(today)s
          AND NOT (c.kind IN ('home_safety', 'gas', 'electrical', 'home_insurance', 'permission') AND EXISTS (
              SELECT 1 FROM carers_housemove moved
              WHERE moved.household_id = c.household_id AND moved.moved_on > c.happened_on))
        ORDER BY c.member_id, c.kind, c.happened_on DESC, c.id DESC
    ) newest LEFT JOIN LATERAL (SELECT * FROM carers_member one WHERE one.id = newest.member_id OFFSET 0) m ON true
    WHERE newest.expires_on IS NOT NULL AND (m.left_on IS NULL OR m.left_on > %(today)s)
    ORDER BY newest.expires_on LIMIT 1
) soon ON true
LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE s.kind <> 'day') AS here, count(*) FILTER (WHERE s.kind = 'day') AS by_day
    FROM arrangements_stay s WHERE s.home_id = page.home_id AND NOT s.is_released
      AND s.from_on <= %(today)s AND (s.until_on IS NULL OR s.until_on > %(today)s)
) staying ON true
ORDER BY page.name, page.id
"""

ARRANGEMENT = """
WITH a AS (SELECT * FROM arrangements_arrangement WHERE id = %(arrangement)s)
SELECT 'arrangement', a.starts_on, a.type, p.full_name, p.talking, h.name, account.name, f.reference, a.agreed_on::text
FROM a JOIN referrals_person p ON p.id = a.person_id JOIN carers_household h ON h.id = a.household_id
JOIN schemes_folder f ON f.id = a.folder_id LEFT JOIN schemes_staffmember s ON s.id = a.officer_id
LEFT JOIN schemes_account account ON account.id = s.account_id
UNION ALL
SELECT 'visit', v.happened_on, v.how, v.persons_words, v.summary, v.to_do, v.who_was_there, v.seen_alone, account.name
FROM a JOIN arrangements_visit v ON v.arrangement_id = a.id AND v.replaced_by_id IS NULL
JOIN schemes_actor actor ON actor.id = v.recorded_by_id LEFT JOIN schemes_staffmember s ON s.id = actor.staff_id
LEFT JOIN schemes_account account ON account.id = s.account_id
UNION ALL
SELECT 'review', v.happened_on, v.outcome, v.persons_words, v.going_well, v.worrying, v.who_took_part, v.changes,
       account.name
FROM a JOIN arrangements_review v ON v.arrangement_id = a.id AND v.replaced_by_id IS NULL
JOIN schemes_actor actor ON actor.id = v.recorded_by_id LEFT JOIN schemes_staffmember s ON s.id = actor.staff_id
LEFT JOIN schemes_account account ON account.id = s.account_id
UNION ALL
SELECT 'history', x.history_date::date, x.history_change_reason, x.status, x.type, '', '', '', account.name
FROM a JOIN arrangements_historicalarrangement x ON x.id = a.id
JOIN schemes_actor actor ON actor.id = x.history_user_id LEFT JOIN schemes_staffmember s ON s.id = actor.staff_id
LEFT JOIN schemes_account account ON account.id = s.account_id
UNION ALL
SELECT 'step', m.happened_on, m.to_label, m.why, '', '', '', '', '' FROM a
JOIN schemes_move m ON m.folder_id = a.folder_id
UNION ALL
SELECT 'note', n.happened_on, n.text, '', '', '', '', '', '' FROM a JOIN schemes_note n ON n.folder_id = a.folder_id
UNION ALL
SELECT 'stay', s.from_on, s.kind, s.until_on::text, '', '', '', '', '' FROM a
JOIN arrangements_stay s ON s.arrangement_id = a.id
UNION ALL
SELECT 'phone', m.joined_on, m.full_name, m.phone, m.role, '', '', '', '' FROM a
JOIN carers_member m ON m.household_id = a.household_id
UNION ALL
SELECT 'check', c.expires_on, c.kind, c.result, '', '', '', '', '' FROM a
JOIN carers_checkresult c ON c.household_id = a.household_id AND c.replaced_by_id IS NULL
"""

WORKBENCH = """
WITH approved AS (
    SELECT h.id, h.name, h.home_id, home.sector, home.rooms FROM carers_household h
    JOIN carers_home home ON home.id = h.home_id WHERE h.scheme_id = %(scheme)s AND EXISTS (
        SELECT 1 FROM carers_terms t WHERE t.household_id = h.id AND t.replaced_by_id IS NULL
          AND t.from_on <= %(today)s AND (t.until_on IS NULL OR t.until_on > %(today)s))
)
SELECT 'household', a.id, a.name, a.sector, a.rooms, NULL::date, NULL::date FROM approved a
UNION ALL
SELECT 'terms', t.household_id, array_to_string(t.types, ','), t.decided_by, t.people_limit, t.from_on, t.until_on
FROM approved a JOIN carers_terms t ON t.household_id = a.id AND t.replaced_by_id IS NULL
UNION ALL
SELECT 'member', m.household_id, m.full_name, m.gender, m.id, m.joined_on, m.left_on
FROM approved a JOIN carers_member m ON m.household_id = a.id
UNION ALL
(SELECT DISTINCT ON (c.household_id, c.member_id, c.kind) 'check', c.household_id, c.kind, c.result, c.member_id,
        c.expires_on, c.happened_on
 FROM approved a JOIN carers_checkresult c ON c.household_id = a.id AND c.replaced_by_id IS NULL
 ORDER BY c.household_id, c.member_id, c.kind, c.happened_on DESC, c.id DESC)
UNION ALL
(SELECT DISTINCT ON (f.household_id, f.key) f.key, f.household_id, f.answer, f.said_by, NULL, f.happened_on, NULL
 FROM approved a JOIN carers_householdfact f ON f.household_id = a.id AND f.replaced_by_id IS NULL
 ORDER BY f.household_id, f.key, f.happened_on DESC, f.id DESC)
UNION ALL
SELECT 'stay', a.id, p.full_name, s.kind, s.person_id, s.from_on, s.until_on FROM approved a
JOIN arrangements_stay s ON s.home_id = a.home_id AND NOT s.is_released
LEFT JOIN referrals_person p ON p.id = s.person_id
UNION ALL
SELECT 'away', w.household_id, w.reason, '', NULL, w.from_on, w.until_on FROM approved a
JOIN carers_away w ON w.household_id = a.id AND w.replaced_by_id IS NULL
UNION ALL
SELECT 'change', c.household_id, c.what, c.lifts, NULL, c.expected_on, NULL FROM approved a
JOIN carers_plannedchange c ON c.household_id = a.id AND c.replaced_by_id IS NULL
UNION ALL
SELECT 'wish', w.person_id, w.key, w.strength, NULL, w.happened_on, NULL FROM referrals_wish w
JOIN referrals_referral r ON r.person_id = w.person_id WHERE r.id = %(referral)s AND w.replaced_by_id IS NULL
"""


@dataclass(frozen=True)
class Figures:
    """What one page costs: medians in milliseconds, queries, kilobytes of HTML as they are and as sent."""

    page: str
    page_ms: float
    floor_ms: float
    facts: int  # rows the statement brings
    queries: int
    kilobytes: float
    sent_kilobytes: float

    @property
    def ratio(self) -> float:
        return self.page_ms / self.floor_ms


class Bench:
    """The four pages, as one officer of the demonstration's medium scheme sees them."""

    def __init__(self):
        officer = StaffMember.objects.working().filter(role=Role.OFFICER, scheme__name=demo.NAMES["vale"]).first()
        self.scheme, self.today, self.officer = officer.scheme, clock.today(), officer
        hosts = [host for host in settings.ALLOWED_HOSTS if host[:1] not in (".", "*")]
        self.client = Client(SERVER_NAME=hosts[0] if hosts else "localhost")
        self.queries = 0

    def pages(self) -> list[tuple[str, str, str, dict]]:
        """(name, address, statement, its values) of each page."""
        running = Arrangement.objects.running().filter(scheme=self.scheme, type="live_in")
        arrangement = running.order_by("starts_on", "pk").first()
        referral = Referral.objects.filter(scheme=self.scheme, type_wanted="live_in").looking().order_by("pk").first()
        every = {"scheme": self.scheme.pk, "today": self.today}
        return [
            ("Today", reverse("today"), TODAY, every),
            ("A list: carers' households", reverse("households"), HOUSEHOLDS, every),
            ("A record: one arrangement", arrangement.get_absolute_url(), ARRANGEMENT, {"arrangement": arrangement.pk}),
            (
                "Matching for one person",
                reverse("workbench", args=[referral.pk]),
                WORKBENCH,
                every | {"referral": referral.pk},
            ),
        ]

    def measure(self) -> list[Figures]:
        """Each page and its floor in turn, in one transaction that is taken back at the end."""
        with transaction.atomic():
            self.client.force_login(self.officer.account)
            figures = [self.measure_page(*page) for page in self.pages()]
            figures += self.measure_many_households()
            read = [bench_checks.OFFICERS, bench_checks.RULES]
            figures += bench_referrals.measure_inbox(self, read, at=clock.now())
            self.duplicates = bench_referrals.measure_duplicates(Actor.for_staff(self.officer), on=self.today)
            transaction.set_rollback(True)
        return figures

    def measure_many_households(self) -> list[Figures]:
        """Three lists of a scheme that has grown to four hundred households."""
        bench_checks.grow(self.scheme, on=self.today, by=Actor.for_staff(self.officer))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        every, many = {"scheme": self.scheme.pk, "today": self.today}, bench_checks.HOUSEHOLDS_MEASURED
        read, rules = [bench_checks.OFFICERS], bench_checks.RULES
        return [
            self.measure_page(f"{many} households: the list", reverse("households"), HOUSEHOLDS, every, [*read, rules]),
            self.measure_page(
                f"{many} applications: the pipeline", reverse("applications"), bench_checks.PIPELINE, every, read
            ),
            self.measure_page(
                f"{many} households: their checks",
                reverse("check-matrix"),
                bench_checks.CHECK_MATRIX,
                every,
                [*read, rules],
            ),
        ]

    def measure_page(self, name: str, address: str, statement: str, values: dict, also=()) -> Figures:
        """One page beside its statement; `also`: those for what stands around the rows, such as a filter's choices."""
        values = values | {"session": self.client.session.session_key, "staff": self.officer.pk}
        statements = [bench_checks.SIGNED_IN, *also, statement]
        # Django's own cursors bind in the client; this one prepares on the server.
        cursor = psycopg.Cursor(connection.connection)
        page_times, floor_times = [], []
        for number in range(PAGES_MEASURED + 2):
            is_warm = number >= 2
            for _ in range(FLOORS_EACH):
                began = perf_counter()
                for one in statements:
                    facts = len(cursor.execute(one, values, prepare=True).fetchall())
                if is_warm:
                    floor_times.append(perf_counter() - began)
            began = perf_counter()
            answer = self.get(address)
            if is_warm:
                page_times.append(perf_counter() - began)
        self.queries = 0
        with connection.execute_wrapper(self.count):
            self.get(address)
        return Figures(
            page=name,
            page_ms=median(page_times) * 1000,
            floor_ms=median(floor_times) * 1000,
            facts=facts,
            queries=self.queries,
            kilobytes=len(answer.content) / 1024,
            sent_kilobytes=len(gzip.compress(answer.content, 6)) / 1024,
        )

    def get(self, address: str):
        answer = self.client.get(address, secure=not settings.LOCAL)
        if answer.status_code != 200:
            raise LookupError(f"{address} answered {answer.status_code}.")
        return answer

    def count(self, execute, sql, params, many, context):
        """Count what asks the database for something; savepoints are counted with nothing."""
        self.queries += not str(sql).startswith(("SAVEPOINT", "RELEASE"))
        return execute(sql, params, many, context)


def machine() -> str:
    """What it was measured on, in one line."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0].split()[0]
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"Django {django.get_version()}, PostgreSQL {server}"
    )


def table(figures: list[Figures]) -> list[str]:
    """The figures as lines of a table that a README can hold."""
    heading = ("page", "median", "prepared statements", "ratio", "rows read", "queries", "HTML", "gzipped")
    rows = [
        (
            one.page, f"{one.page_ms:.0f} ms", f"{one.floor_ms:.1f} ms", f"{one.ratio:.1f}x", f"{one.facts}",
            f"{one.queries}", f"{one.kilobytes:.0f} KB", f"{one.sent_kilobytes:.1f} KB",
        )
        for one in figures
    ]  # fmt: skip
    widths = [max(len(row[column]) for row in [heading, *rows]) for column in range(len(heading))]

    def line(cells) -> str:
        first, *rest = zip(cells, widths, strict=True)
        return "| " + " | ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]) + " |"

    rules = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return [line(heading), "| " + " | ".join(rules) + " |", *(line(row) for row in rows)]
