"""Who works in the demonstration's schemes, now and in earlier years; and what they sign in with."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from schemes.models import Account, Actor, Region, Scheme, StaffMember
from schemes.roles import Role

SIGN_IN_WITH = "demonstration-only"


@dataclass(frozen=True)
class Job:
    """One job in one scheme: who holds it, since how many days, until how many days ago."""

    name: str
    role: str
    days: int
    left: int = 0
    part: str = ""  # in panel

    @property
    def email(self) -> str:
        return f"{self.name.split()[0]}@example.org".lower()


JOBS = {
    "vale": [
        Job("Priya Nair", Role.OFFICER, 1480),
        Job("Tom Ashworth", Role.OFFICER, 2700),
        Job("Grace Boateng", Role.OFFICER, 4060),
        Job("Ewan Pryce", Role.OFFICER, 1130),
        Job("Leila Haddad", Role.OFFICER, 440),
        Job("Morgan Lee", Role.MANAGER, 9100),
        Job("Ada Minter", Role.ADMINISTRATOR, 3000),
        Job("Pat Quill", Role.PANEL_MEMBER, 2000),
        Job("Helena Strand", Role.PANEL_MEMBER, 2400, part="chair"),
        Job("Samir Bell", Role.PANEL_MEMBER, 1300, part="has lived experience"),
        Job("Dot Ferriby", Role.PANEL_MEMBER, 1300, part="a Shared Lives carer"),
        Job("Kwame Ellery", Role.PANEL_MEMBER, 700, part="chairs appeals"),
        Job("Bridie Nolan", Role.PANEL_MEMBER, 700, part="hears appeals"),
        Job("Aled Rees", Role.PANEL_MEMBER, 700, part="hears appeals, has lived experience"),
        Job("Val Usher", Role.VIEWER, 900),
        Job("Rosalind Birch", Role.OFFICER, 9100, left=1840),
        Job("Dennis Amoako", Role.OFFICER, 6600, left=370),
    ],
    "cherwell": [
        Job("Nadia Rauf", Role.OFFICER, 1900),
        Job("Owen Tranter", Role.OFFICER, 1500),
        Job("Carys Bevan", Role.MANAGER, 5000),
        Job("Gil Marchant", Role.OFFICER, 5000, left=1430),
    ],
    "kennet": [
        Job("Simone Achter", Role.OFFICER, 2200),
        Job("Jamal Idris", Role.OFFICER, 1250),
        Job("Ingrid Falk", Role.MANAGER, 5000),
        Job("Delphine Orr", Role.OFFICER, 5000, left=1200),
    ],
}
# Who sits at panel (name, part), and who hears an appeal instead of them.
REGULAR = [("Helena Strand", "chair"), ("Pat Quill", "member"), ("Samir Bell", "lived"), ("Dot Ferriby", "carer")]
FRESH = [("Kwame Ellery", "chair"), ("Bridie Nolan", "member"), ("Aled Rees", "lived")]
REGIONAL = Job("Robin Ferris", Role.REGIONAL_VIEWER, 800)


class Team:
    """The staff of one scheme, through the years."""

    def __init__(self, scheme: Scheme, name: str, today: date):
        self.scheme, self.today = scheme, today
        self.jobs = JOBS[name]
        self.actors: dict[str, Actor] = {}
        self.officers = [job.name for job in self.jobs if job.role == Role.OFFICER and not job.left]
        self.manager_name = next(job.name for job in self.jobs if job.role == Role.MANAGER)
        self.held = []  # (row, whose it is to be now)

    def write_into(self, diary, job_actor: Actor, password: str) -> None:
        """Each starts on their day; whoever left hands over what they held."""
        for job in self.jobs:
            diary.on(self.today - timedelta(days=job.days), self.take_on, job, by=job_actor, password=password)
            if job.left:
                diary.on(diary.working_day(self.today - timedelta(days=job.left)), self.hand_over, job)

    def take_on(self, job: Job, *, by: Actor, password: str) -> None:
        account = Account.objects.create(email=job.email, name=job.name, password=password)
        staff = StaffMember.take_on(account=account, role=job.role, scheme=self.scheme, by=by)
        self.actors[job.name] = Actor.for_staff(staff)

    def hand_over(self, job: Job) -> None:
        leaver, manager = self.actors[job.name].staff, self.actors[self.manager_name]
        on = self.today - timedelta(days=job.left)
        for row, name in self.held:
            if row.officer_id == leaver.pk:
                row.refresh_from_db()
                row.save_edit(
                    {"officer": self.holder(name, on).staff}, version=None, by=manager, why=f"{leaver.name} is leaving"
                )
        leaver.let_go(on=on, why="Left for another post", by=manager)
        account = leaver.account
        account.is_active = False
        account.save()

    @property
    def manager(self) -> Actor:
        return self.actors[self.manager_name]

    def holder(self, name: str, on: date) -> Actor:
        """Who looked after this officer's work on a day: the officer, or whoever was there before."""
        ago = (self.today - on).days
        jobs = {job.name: job for job in self.jobs}
        if jobs[name].days > ago:
            return self.actors[name]
        before = [job for job in self.jobs if job.left and job.days > ago > job.left]
        return self.actors[before[0].name] if before else self.manager


def hashed_password() -> str:
    """One hash for every demonstration account: the password is public, and hashing is slow on purpose."""
    return make_password(SIGN_IN_WITH)


def take_on_regional_viewer(region: Region, *, by: Actor, password: str) -> None:
    account = Account.objects.create(email=REGIONAL.email, name=REGIONAL.name, password=password)
    StaffMember.take_on(account=account, role=REGIONAL.role, region=region, by=by)


def sign_ins(scheme: str) -> list[tuple[str, str, str]]:
    """(email, password, role) of everybody who may sign in to one scheme; the regional viewer with the medium one."""
    jobs = [job for job in JOBS[scheme] if not job.left] + ([REGIONAL] if scheme == "vale" else [])
    return [(job.email, SIGN_IN_WITH, said_of(job)) for job in jobs]


def said_of(job: Job) -> str:
    """What somebody does in the scheme."""
    return Role(job.role).label.lower() + (f", {job.part}" if job.part else "")
