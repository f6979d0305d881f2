import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes and rules on tables that are full already: made beside the work, one step after the other."""

    atomic = False

    dependencies = [("referrals", "0005_referrals_rules")]

    operations = [
        AddIndexConcurrently(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Lower("full_name"), name="gin_trgm_ops"
                ),
                name="people_by_like_name",
            ),
        ),
        AddIndexConcurrently(
            model_name="person",
            index=models.Index(
                condition=models.Q(("nhs_number", ""), _negated=True),
                fields=["scheme", "nhs_number"],
                name="people_by_nhs_number",
            ),
        ),
        AddIndexConcurrently(
            model_name="person",
            index=models.Index(fields=["scheme", "date_of_birth"], name="people_by_birthday"),
        ),
        AddConstraintNotValid(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_address_hidden", False),
                    models.Q(models.Q(("hidden_because", ""), _negated=True), ("hidden_review_on__isnull", False)),
                    _connector="OR",
                ),
                name="a_hidden_address_says_why",
            ),
        ),
        AddConstraintNotValid(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("nhs_number", ""), ("nhs_number__regex", "^[0-9]{10}$"), _connector="OR"),
                name="an_nhs_number_has_ten_figures",
            ),
        ),
        AddConstraintNotValid(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("promised_at__isnull", True), ("is_short_notice", True), _connector="OR"),
                name="hours_are_promised_at_short_notice",
            ),
        ),
        ValidateConstraint(model_name="person", name="a_hidden_address_says_why"),
        ValidateConstraint(model_name="person", name="an_nhs_number_has_ten_figures"),
        ValidateConstraint(model_name="referral", name="hours_are_promised_at_short_notice"),
    ]
