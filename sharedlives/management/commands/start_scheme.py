"""`manage.py start_scheme`: the first scheme and its administrator, on an empty database or beside other schemes."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from schemes import clock
from schemes.acting import acting
from schemes.letters import link_to
from schemes.models import Actor, Invitation, Policy, Provider, Region, Scheme
from schemes.roles import Role
from schemes.vocabulary import Nation

QUESTIONS = {
    "name": "Name of the scheme",
    "nation": f"Nation ({', '.join(Nation.values)})",
    "phone": "Phone number the public may ring",
    "email": "Email address of the scheme",
    "admin_name": "Full name of its administrator",
    "admin_email": "Email address of its administrator",
}


class Command(BaseCommand):
    help = (
        "Start a scheme with its nation's rules, and print a link with which its administrator chooses a password. "
        "Asks for what is missing. Run again, it changes nothing; while nobody has used the link it prints a new one."
    )

    def add_arguments(self, parser):
        for name, question in QUESTIONS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", help=question)
        parser.add_argument("--region", default="", help="The schemes it shares counts with, by the region's name")
        parser.add_argument("--provider", default="", help="Who runs it")
        parser.add_argument("--no-input", action="store_true", help="Ask nothing: stop if something is missing")

    def handle(self, **options):
        self.no_input = options["no_input"]
        name = self._answer("name", options)
        standing = Scheme.objects.filter(name__iexact=name).first()
        by = Actor.for_job("setting up")
        with transaction.atomic(), acting(by):
            if standing:
                self.stdout.write(f"{standing} exists already. Nothing about it was changed.")
                if standing.staff.working().filter(role=Role.ADMINISTRATOR).exists():
                    self.stdout.write("It has an administrator, who can invite others.")
                    return
            scheme = standing or self._start(name, options, by)
            _, secret = Invitation.invite(
                scheme=scheme,
                email=self._answer("admin_email", options),
                name=self._answer("admin_name", options),
                role=Role.ADMINISTRATOR,
                by=by,
            )
        self.stdout.write("The administrator chooses a password here, once, within 14 days:")
        self.stdout.write(link_to("accept-invitation", secret))

    def _start(self, name, options, by) -> Scheme:
        """The scheme, with the rules of its nation from today."""
        region, provider = options["region"].strip(), options["provider"].strip()
        scheme = Scheme(
            name=name,
            slug=self._free_slug(name),
            nation=self._answer("nation", options),
            phone=self._answer("phone", options),
            email=self._answer("email", options),
            region=Region.objects.get_or_create(name=region)[0] if region else None,
            provider=Provider.objects.get_or_create(name=provider)[0] if provider else None,
        )
        try:
            scheme.full_clean()
        except ValidationError as wrong:
            raise CommandError(
                "; ".join(f"{key}: {' '.join(said)}" for key, said in wrong.message_dict.items())
            ) from wrong
        scheme.keep(by=by, why="Started")
        Policy.begin_with_preset(scheme, on=clock.today(), by=by)
        self.stdout.write(f"{scheme} has started, with the rules of {scheme.get_nation_display()}.")
        return scheme

    @staticmethod
    def _free_slug(name: str) -> str:
        """A short name for addresses that no other scheme has."""
        slug = (slugify(name) or "scheme")[:50].strip("-")
        taken = set(Scheme.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
        return next(one for one in [slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))] if one not in taken)

    def _answer(self, name: str, options) -> str:
        """What was given on the command line, or else what the person at the keyboard says."""
        while True:
            given = (options.get(name) or "").strip()
            wrong = self._what_is_wrong_with(name, given)
            if not wrong:
                options[name] = given
                return given
            if self.no_input:
                raise CommandError(f"--{name.replace('_', '-')}: {wrong}")
            if given:
                self.stderr.write(wrong)
            try:
                options[name] = input(f"{QUESTIONS[name]}: ")
            except EOFError as nobody:
                raise CommandError(f"--{name.replace('_', '-')}: {wrong}") from nobody

    @staticmethod
    def _what_is_wrong_with(name: str, given: str) -> str:
        """One sentence, or nothing if the answer will do."""
        if not given:
            return "This is needed."
        if name == "nation" and given not in Nation.values:
            return f"Choose one of: {', '.join(Nation.values)}."
        if name.endswith("email"):
            try:
                validate_email(given)
            except ValidationError:
                return "Give an email address like name@example.org."
        return ""
