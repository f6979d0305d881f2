"""Who is signed in, with their jobs, in one question: asked afresh for every request; a change bites at once."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import BigAutoField, FilteredRelation, Q

from schemes.models import Account, Actor, Region, Scheme, StaffMember
from schemes.statements import Given, Statement

# What is read beside the account, and by which way it is reached from there.
PARTS = [
    (Account, ""),
    (StaffMember, "job__"),
    (Scheme, "job__scheme__"),
    (Region, "job__scheme__region__"),
    (Region, "job__region__"),
    (Actor, "job__actor__"),
]


def _names(model) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


SIGNED_IN = Statement(
    lambda: (
        Account.objects.filter(pk=Given("account", BigAutoField()))
        .annotate(job=FilteredRelation("jobs", condition=Q(jobs__ended_on__isnull=True)))
        .order_by("job__scheme__name", "job__pk")
        .values_list(*(way + name for model, way in PARTS for name in _names(model)))
    )
)


def _rows_of(values) -> list:
    """One row of each part, or None where there is none."""
    rows, at = [], 0
    for model, _ in PARTS:
        names = _names(model)
        own = values[at : at + len(names)]
        at += len(names)
        rows.append(model.from_db("default", names, own) if own[0] is not None else None)
    return rows


def _job(values) -> StaffMember | None:
    account, job, scheme, schemes_region, region, actor = _rows_of(values)
    if job is None:
        return None
    if scheme is not None:
        scheme.region = schemes_region
    job.account, job.scheme, job.region = account, scheme, region
    if actor is not None:
        actor.staff = job  # this fills job.actor too
    return job


class Backend(AuthenticationBackend):
    """allauth's sign-in by email; whoever is found to be signed in brings the jobs they hold at this moment."""

    def get_user(self, user_id):
        found = SIGNED_IN.rows(account=user_id)
        if not found:
            return None
        account = _rows_of(found[0])[0]
        if not self.user_can_authenticate(account):
            return None
        account.jobs_held = [job for job in map(_job, found) if job is not None]
        return account
