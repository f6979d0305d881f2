from django.db import migrations

from schemes.guards import KeysStayInScheme, MakeRecordsStand, RecordsStand


class Migration(migrations.Migration):
    """What must be true, held by the database: records stand, and no key crosses schemes."""

    dependencies = [("schemes", "0001_initial")]
    operations = [
        MakeRecordsStand(),
        RecordsStand(
            "Note",
            "Move",
            "Policy",
        ),
        RecordsStand("Opening", strict=True),
        KeysStayInScheme(
            "Note.replaced_by",
            "Note.folder",
            "Opening.folder",
            "Link.folder",
            "Move.replaced_by",
            "Move.folder",
            "Draft.folder",
            "Message.folder",
            "Policy.replaced_by",
        ),
    ]
