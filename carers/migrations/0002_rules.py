from django.db import migrations

from schemes.guards import KeysStayInScheme, RecordsStand


class Migration(migrations.Migration):
    """What must be true, held by the database: records stand, and no key crosses schemes."""

    dependencies = [("carers", "0001_initial")]
    operations = [
        RecordsStand(
            "CheckResult",
            "Terms",
            "HouseholdFact",
            "Away",
            "PlannedChange",
        ),
        KeysStayInScheme(
            "Household.folder",
            "Household.home",
            "Household.officer",
            "Member.household",
            "CheckResult.replaced_by",
            "CheckResult.household",
            "CheckResult.member",
            "Terms.replaced_by",
            "Terms.household",
            "HouseholdFact.replaced_by",
            "HouseholdFact.household",
            "Away.replaced_by",
            "Away.household",
            "PlannedChange.replaced_by",
            "PlannedChange.household",
        ),
    ]
