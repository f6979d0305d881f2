from django.db import migrations

from schemes.guards import KeysStayInScheme, RecordsStand


class Migration(migrations.Migration):
    """What must be true, held by the database: records stand, and no key crosses schemes."""

    dependencies = [("schemes", "0005_papers_and_doors")]
    operations = [
        RecordsStand(
            "Document",
            "Wording",
        ),
        KeysStayInScheme(
            "Document.replaced_by",
            "Document.folder",
            "Document.blob",
            "LinkCode.link",
            "Wording.replaced_by",
        ),
    ]
