from django.db import migrations

from schemes.guards import KeysStayInScheme, RecordsStand


class Migration(migrations.Migration):
    """What must be true, held by the database: records stand, and no key crosses schemes."""

    dependencies = [("referrals", "0001_initial")]
    operations = [
        RecordsStand(
            "Answer",
            "AskedForMore",
            "MoreGiven",
            "PersonMet",
            "TurnedDown",
            "PassedOn",
            "OwnWords",
            "Wish",
        ),
        KeysStayInScheme(
            "Answer.replaced_by",
            "Answer.referral",
            "AskedForMore.replaced_by",
            "AskedForMore.referral",
            "MoreGiven.replaced_by",
            "MoreGiven.referral",
            "PersonMet.replaced_by",
            "PersonMet.referral",
            "TurnedDown.replaced_by",
            "TurnedDown.referral",
            "PassedOn.replaced_by",
            "PassedOn.referral",
            "Person.folder",
            "Person.officer",
            "OwnWords.replaced_by",
            "OwnWords.person",
            "Wish.replaced_by",
            "Wish.person",
            "Referral.folder",
            "Referral.officer",
            "Referral.person",
        ),
    ]
