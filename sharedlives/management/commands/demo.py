"""`manage.py demo`: load the demonstration once into an empty database."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from sharedlives import demo
from sharedlives.demo import stories


class Command(BaseCommand):
    """Loads invented schemes with a long past, the same from the same seed, with dates that end yesterday."""

    help = "Load the demonstration: a medium scheme and two small neighbours, all invented. Does nothing a second time."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=7, help="The same seed gives the same people (7).")
        parser.add_argument("--size", choices=sorted(demo.AREAS), default="medium", help="How much to load (medium).")
        parser.add_argument("--sign-ins", action="store_true", help="Print who can sign in, and do nothing else.")
        parser.add_argument("--stories", action="store_true", help="Print the planted stories, and do nothing else.")

    def handle(self, *, seed=7, size="medium", sign_ins=False, stories=False, **options):
        if stories:
            return self.stdout.write(told())
        if not (settings.DEMO or settings.DEVELOPMENT):
            raise CommandError(
                "The demonstration's passwords are public. It is loaded where SHAREDLIVES_DEMO or "
                "SHAREDLIVES_DEVELOPMENT is on."
            )
        if sign_ins:
            return self.stdout.write(ways_in())
        if demo.is_loaded():
            return self.stdout.write("The demonstration is loaded already.")
        try:
            demo.load(seed=seed, size=size, say=self.stdout.write)
        except demo.NotEmpty as refusal:
            raise CommandError(str(refusal)) from None
        return self.stdout.write("The demonstration is loaded.")


def ways_in() -> str:
    """Who can sign in, under the name of their scheme; then what to try first."""
    lines = []
    for scheme, people in demo.who_signs_in():
        lines += [f"  {scheme}", *(f"    {email:<22} {password}   {role}" for email, password, role in people), ""]
    if lines:
        first, address = demo.NAMES["vale"], settings.SITE_ADDRESS + reverse("refer-start", args=["vale"])
        lines += [f"  Refer somebody to {first} at {address}", "  then sign in as priya@example.org.", ""]
    return "\n".join(lines)


def told() -> str:
    """The planted stories, as they stand beside the code that plants them."""
    return stories.__doc__.split("\n\n", 1)[1].rstrip()
