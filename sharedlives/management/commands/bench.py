"""`manage.py bench`: what the pages used most cost on the demonstration. It prints figures and asserts nothing."""

from django.core.management.base import BaseCommand

from schemes import clock
from schemes.models import Scheme
from sharedlives import bench, demo
from sharedlives.bench_pack import measure_pack


class Command(BaseCommand):
    """Prints a table ready for the README; leaves nothing behind in the database."""

    help = "Measure the pages used most, lists of four hundred, and a panel pack, each beside the bare work."

    def handle(self, **options):
        if not demo.is_loaded():
            return self.stdout.write(
                "There is no demonstration in this database to measure: `manage.py demo` loads it."
            )
        self.stdout.write(f"{bench.machine()}. Medians of {bench.PAGES_MEASURED} pages, in process.\n")
        measured = bench.Bench()
        for line in bench.table(measured.measure()):
            self.stdout.write(line)
        self.stdout.write("\n" + measured.duplicates.line)
        self.stdout.write("\n" + measure_pack(Scheme.objects.get(name=demo.NAMES["vale"]), clock.today()).line)
        return None
