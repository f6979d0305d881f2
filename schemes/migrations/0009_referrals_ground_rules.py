from django.db import migrations

from schemes.guards import KeysStayInScheme


class Migration(migrations.Migration):
    dependencies = [("schemes", "0008_referrals_ground")]

    operations = [
        KeysStayInScheme(
            "Draft.link",
            "HeldFile.draft",
            "HeldFile.folder",
            "HeldFile.document",
            "UnsafeContact.folder",
        ),
    ]
