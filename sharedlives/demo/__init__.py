"""The demonstration: a medium scheme and two small neighbours, invented, and the same from the same seed.

Nothing here is a real person, home or place. Everything was done by the same methods the screens call, each on its day,
so its history reads as it would have been written.
"""

import random
from datetime import date, timedelta

from django.db import connection, transaction

from schemes import clock
from schemes.acting import acting
from schemes.models import Actor, Authority, Provider, Region, Scheme
from sharedlives.demo.book import Book
from sharedlives.demo.cast import REGIONAL, hashed_password, sign_ins, take_on_regional_viewer
from sharedlives.demo.diary import Diary
from sharedlives.demo.sizes import MEDIUM, NEIGHBOUR, SMALL

REGION = "Middle Vale"
NAMES = {
    "vale": "Vale Shared Lives",
    "cherwell": "Cherwell Side Shared Lives",
    "kennet": "Kennet Shared Lives",
}
AREAS = {"medium": ["vale", "cherwell", "kennet"], "small": ["vale"]}


class NotEmpty(Exception):
    """There is a scheme here already, and it is not the demonstration's."""


def is_loaded() -> bool:
    """Whether the demonstration is in this database."""
    return Scheme.objects.filter(name=NAMES["vale"]).exists() and Actor.objects.filter(job="demonstration").exists()


def who_signs_in() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """For each scheme that is loaded, the medium one first: its name, and (email, password, role) of everybody."""
    there = set(Scheme.objects.values_list("name", flat=True))
    return [(name, sign_ins(area)) for area, name in NAMES.items() if name in there]


@transaction.atomic
def load(*, seed: int, size: str, say=lambda sentence: None) -> None:
    """Make the whole demonstration, in one transaction; nothing is sent to anybody."""
    if Scheme.objects.exists():
        raise NotEmpty("This database has a scheme in it. The demonstration goes into an empty database only.")
    today = clock.today()
    diary = Diary(today, random.Random(seed))
    job = Actor.for_job("demonstration")
    with acting(job):
        books = begin(diary, seed, size)
        password = hashed_password()
        region = Region.objects.get(name=REGION)
        diary.on(today - timedelta(days=REGIONAL.days), take_on_regional_viewer, region, by=job, password=password)
        for book in books.values():
            book.write(password)
        if "kennet" in books:
            books["vale"].inbox.passed_on(books["kennet"].scheme)
        say("Living through the years…")
        acts = diary.live(say)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ANALYZE")  # so that the first pages are as quick as the later ones
    say(f"{acts:,} acts done, from {oldest_year(books, today)} to yesterday.")


def begin(diary: Diary, seed: int, size: str) -> dict[str, Book]:
    """The region, its providers and its schemes, on the day each began."""
    region = Region.objects.create(name=REGION)
    council = Provider.objects.create(name="Vale Council")
    charity = Provider.objects.create(name="Open Door Homes, a charity")
    books = {}
    for number, area in enumerate(AREAS[size]):
        medium = MEDIUM if size == "medium" else SMALL
        books[area] = Book(
            area=area,
            size=medium if area == "vale" else NEIGHBOUR,
            seed=seed,
            diary=diary,
            oldest=24 if area == "vale" else 13,
            with_stories=area == "vale",
            name=NAMES[area],
            slug=area,
            region=region,
            provider=council if area == "vale" else charity,
            phone=f"01632 9600{10 + number}",
            email=f"{area}@example.org",
        )
        for name in ("Vale Council", "Northbrook Council", "Eastmere Council", "Vale NHS"):
            Authority.objects.create(scheme=books[area].scheme, name=name)
    return books


def oldest_year(books: dict[str, Book], today: date) -> int:
    """The year the oldest scheme began."""
    return today.year - max(book.oldest for book in books.values())
