"""`manage.py add_regional_viewer`: somebody who sees the counts of every scheme of a region, and no names."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from schemes.letters import link_to
from schemes.models import Account, Actor, Region, StaffMember
from schemes.roles import Role


class Command(BaseCommand):
    help = (
        "Let somebody see the counts of all schemes of a region. No scheme's administrator may do this alone, "
        "because the counts are not only theirs."
    )

    def add_arguments(self, parser):
        parser.add_argument("--region", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--email", required=True)

    @transaction.atomic
    def handle(self, **options):
        region = Region.objects.filter(name__iexact=options["region"].strip()).first()
        if region is None:
            raise CommandError(f"No region is called “{options['region']}”.")
        email = options["email"].strip()
        account = Account.objects.filter(email__iexact=email).first()
        if account is None:
            account = Account.objects.create_user(email, None, name=options["name"].strip())
        if not account.is_active:
            raise CommandError("This account is switched off: invite them to a scheme first.")
        if account.jobs.working().filter(region=region).exists():
            self.stdout.write(f"{account.name} already sees the counts of {region}.")
            return
        StaffMember.take_on(account=account, role=Role.REGIONAL_VIEWER, region=region, by=Actor.for_job("setting up"))
        self.stdout.write(f"{account.name} sees the counts of {region}. A new account chooses its password here:")
        self.stdout.write(link_to("account_reset_password"))
