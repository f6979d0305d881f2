from django.db import migrations

from schemes.guards import KeysStayInScheme, RecordsStand


class Migration(migrations.Migration):
    """What must be true, held by the database: records stand, and no key crosses schemes."""

    dependencies = [("arrangements", "0001_initial")]
    operations = [
        RecordsStand(
            "Introduction",
            "Visit",
            "Review",
        ),
        KeysStayInScheme(
            "Match.folder",
            "Match.officer",
            "Match.referral",
            "Match.household",
            "Introduction.replaced_by",
            "Introduction.match",
            "Stay.home",
            "Stay.person",
            "Stay.arrangement",
            "Arrangement.folder",
            "Arrangement.officer",
            "Arrangement.person",
            "Arrangement.household",
            "Arrangement.match",
            "Visit.replaced_by",
            "Visit.arrangement",
            "Review.replaced_by",
            "Review.arrangement",
        ),
    ]
