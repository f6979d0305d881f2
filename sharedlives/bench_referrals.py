"""The inbox of a scheme with ten thousand referrals, and the search for duplicates among twenty thousand people."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from time import perf_counter

import psycopg
from django.db import connection
from django.urls import reverse

from referrals.duplicates import might_be_same
from referrals.models import Person, Referral
from schemes.models import Folder

REFERRALS_MEASURED = (100, 10_000)
PEOPLE_MEASURED = 20_000
LOOKED_FOR = 20
FIRST = ["Samuel", "Margaret", "William", "Elizabeth", "Robert", "Catherine", "Thomas", "Anthony", "Susan", "David",
         "Patricia", "Edward", "Joan", "Kenneth", "Ruth", "Amir", "Grace", "Olu", "Priya", "Wei", "Hugh"]  # fmt: skip
BEGIN = [
    "Thorn",
    "Ash",
    "Wood",
    "Hart",
    "Mill",
    "Brook",
    "Stan",
    "Kings",
    "Nor",
    "West",
    "Hol",
    "Lang",
    "Whit",
    "Green",
]
END = ["bury", "ford", "ton", "ley", "field", "worth", "ham", "by", "den", "well"]
STATES, URGENCIES = ["new", "new", "needs_more", "meeting", "looking"], ["ordinary"] * 8 + ["soon", "now"]

# The page's own rows, with what its lines say; the filter, the rules and who asks are read beside it.
INBOX = """
WITH page AS (
    SELECT r.*, count(*) OVER () AS in_the_list,
           CASE WHEN r.is_short_notice AND r.rung_at IS NULL THEN 0 WHEN r.urgency = 'now' THEN 1
                WHEN r.is_short_notice THEN 1 WHEN r.urgency = 'soon' THEN 2 ELSE 3 END AS pressing,
           CASE WHEN r.status = 'new' THEN NOT EXISTS (SELECT 1 FROM schemes_opening o
                JOIN schemes_actor a ON a.id = o.actor_id WHERE o.folder_id = r.folder_id AND a.kind = 'staff')
                ELSE false END AS is_unopened,
           p.full_name, p.preferred_name, f.reference
    FROM referrals_referral r JOIN schemes_folder f ON f.id = r.folder_id
    JOIN referrals_person p ON p.id = r.person_id JOIN schemes_folder pf ON pf.id = p.folder_id
    WHERE r.scheme_id = %(scheme)s AND NOT f.is_restricted AND NOT pf.is_restricted
      AND r.status IN ('new', 'needs_more', 'meeting', 'looking', 'introducing', 'on_hold')
    ORDER BY pressing, is_unopened DESC, r.received_at, r.id LIMIT 30
)
SELECT page.*, account.name,
       (SELECT max(happened_on) FROM schemes_move m WHERE m.folder_id = page.folder_id),
       (SELECT max(happened_on) FROM schemes_note n WHERE n.folder_id = page.folder_id),
       (SELECT max(happened_on) FROM referrals_askedformore q WHERE q.referral_id = page.id),
       ARRAY(SELECT key FROM referrals_answer w WHERE w.referral_id = page.id AND w.replaced_by_id IS NULL
             AND lower(trim(w.answer)) NOT IN ('i don''t know yet', 'i''m not sure yet', 'i will send it'))
FROM page LEFT JOIN schemes_staffmember s ON s.id = page.officer_id LEFT JOIN schemes_account account
  ON account.id = s.account_id
ORDER BY pressing, is_unopened DESC, received_at, page.id
"""

BARE = """
SELECT p.id, p.full_name, similarity(lower(p.full_name), %(name)s) AS alike FROM referrals_person p
JOIN schemes_folder f ON f.id = p.folder_id
WHERE p.scheme_id = %(scheme)s AND NOT f.is_restricted AND lower(p.full_name) %% %(name)s
ORDER BY alike DESC LIMIT 60
"""


@dataclass(frozen=True)
class Duplicates:
    """What looking for one person's duplicates costs, in milliseconds, beside the bare search for names like it."""

    people: int
    search_ms: float
    bare_ms: float

    @property
    def line(self) -> str:
        return (
            f"Who might be the same person, among {self.people:,}: {self.search_ms:.1f} ms; names like it alone, "
            f"prepared: {self.bare_ms:.1f} ms; ratio {self.search_ms / self.bare_ms:.1f}x."
        )


def _folders(scheme, kind, number) -> list[Folder]:
    begin = Folder.objects.count()
    return Folder.objects.bulk_create(
        [Folder(scheme=scheme, kind=kind, reference=f"{kind[0].upper()}x{begin + n}") for n in range(number)], 2000
    )


def _name(number: int) -> str:
    """A name for each number; so many differ that a few hundred people share a first name."""
    family = BEGIN[number // len(FIRST) % len(BEGIN)] + END[number // (len(FIRST) * len(BEGIN)) % len(END)]
    return f"{FIRST[number % len(FIRST)]} {family}"


def grow_people(scheme, number: int, *, on) -> list[Person]:
    """So many invented people more; for a transaction that is taken back."""
    return Person.objects.bulk_create(
        [
            Person(
                scheme=scheme,
                folder=folder,
                full_name=_name(place * 7),
                date_of_birth=on - timedelta(days=18 * 365 + place * 37 % 22_000),
                phone=f"01632 {100_000 + place}",
            )
            for place, folder in enumerate(_folders(scheme, Folder.Kind.PERSON, number))
        ],
        2000,
    )


def grow_referrals(scheme, number: int, *, on, at) -> None:
    """Open referrals until there are as many as are measured; for a transaction that is taken back."""
    missing = number - Referral.objects.filter(scheme=scheme).open().count()
    if missing <= 0:
        return
    people, folders = grow_people(scheme, missing, on=on), _folders(scheme, Folder.Kind.REFERRAL, missing)
    Referral.objects.bulk_create(
        [
            Referral(
                scheme=scheme,
                folder=folder,
                person=person,
                status=STATES[place % len(STATES)],
                knows="yes",
                urgency=URGENCIES[place % len(URGENCIES)],
                referrer_name="Alex Measured",
                referrer_email="alex@example.org",
                received_at=at - timedelta(days=place * 13 % 90),
                opened_on=on,
            )
            for place, (folder, person) in enumerate(zip(folders, people, strict=True))
        ],
        2000,
    )


def analyze() -> None:
    """Fresh statistics for what was grown."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE referrals_person, referrals_referral, schemes_folder, schemes_opening")


def measure_inbox(bench, read, *, at) -> list:
    """The inbox of a scheme with a hundred open referrals and with ten thousand, as `bench.Bench` measures a page.

    `read`: the statements for what stands around the rows.
    """
    figures = []
    for number in REFERRALS_MEASURED:
        grow_referrals(bench.scheme, number, on=bench.today, at=at)
        analyze()
        name = f"{number:,} referrals: the inbox"
        figures.append(bench.measure_page(name, reverse("referrals"), INBOX, {"scheme": bench.scheme.pk}, read))
    return figures


def measure_duplicates(actor, *, on) -> Duplicates:
    """Twenty people looked for, each beside the bare search in turn; in a transaction that is taken back."""
    scheme = actor.scheme
    missing = PEOPLE_MEASURED - Person.objects.filter(scheme=scheme).count()
    grow_people(scheme, max(missing, 0), on=on)
    analyze()
    people = list(Person.objects.visible_to(actor).not_merged().order_by("-pk").select_related("folder")[:LOOKED_FOR])
    cursor = psycopg.Cursor(connection.connection)
    searches, bare = [], []
    for number in range(2):  # the first round warms both
        for person in people:
            began = perf_counter()
            cursor.execute(BARE, {"scheme": scheme.pk, "name": person.full_name.lower()}, prepare=True).fetchall()
            middle = perf_counter()
            might_be_same(person, actor)
            if number:
                bare.append(middle - began)
                searches.append(perf_counter() - middle)
    return Duplicates(
        people=Person.objects.filter(scheme=scheme).count(),
        search_ms=median(searches) * 1000,
        bare_ms=median(bare) * 1000,
    )
