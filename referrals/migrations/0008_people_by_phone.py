import django.db.models.functions.text
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """An index on a table that is full already: made beside the work."""

    atomic = False

    dependencies = [("referrals", "0007_pages_in_two_steps")]

    operations = [
        AddIndexConcurrently(
            model_name="person",
            index=models.Index(
                models.F("scheme"),
                django.db.models.functions.text.Right(
                    models.Func(
                        models.F("phone"),
                        models.Value("\\D"),
                        models.Value(""),
                        models.Value("g"),
                        function="REGEXP_REPLACE",
                        output_field=models.TextField(),
                    ),
                    9,
                ),
                condition=models.Q(("phone", ""), _negated=True),
                name="people_by_phone",
            ),
        ),
    ]
