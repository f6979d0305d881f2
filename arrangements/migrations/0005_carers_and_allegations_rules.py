from django.db import migrations

from schemes.guards import KeysStayInScheme, RecordsStand


class Migration(migrations.Migration):
    """What must be true, held by the database: records stand, and no key crosses schemes."""

    dependencies = [("arrangements", "0004_carers_and_allegations"), ("carers", "0006_coming_and_going_rules")]
    operations = [
        RecordsStand(
            "NamedApproval",
            "ProfileGiven",
            "Told",
        ),
        KeysStayInScheme(
            "Allegation.folder",
            "Allegation.officer",
            "Allegation.household",
            "Allegation.member",
            "Allegation.pause",
            "NamedApproval.replaced_by",
            "NamedApproval.household",
            "NamedApproval.person",
            "ProfileGiven.replaced_by",
            "ProfileGiven.person",
            "ProfileGiven.version",
            "Told.replaced_by",
            "Told.allegation",
            "Told.about_person",
        ),
    ]
