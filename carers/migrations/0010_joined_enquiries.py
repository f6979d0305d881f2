import django.db.models.deletion
from django.db import migrations, models

from schemes.guards import KeysStayInScheme

MEANS = models.CharField(blank=True, choices=[("joined", "Joined with another enquiry")], editable=False, max_length=8)


class Migration(migrations.Migration):
    """Which enquiry another one goes on together with, and the reason that stands for it."""

    dependencies = [("carers", "0009_home_not_taking_anybody")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="joined_to",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joined",
                to="carers.application",
                verbose_name="goes on together with",
            ),
        ),
        migrations.AddField(
            model_name="historicalapplication",
            name="joined_to",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="carers.application",
                verbose_name="goes on together with",
            ),
        ),
        migrations.AddField(model_name="closingreason", name="means", field=MEANS),
        migrations.AddField(model_name="historicalclosingreason", name="means", field=MEANS),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(joined_to__isnull=True)
                | (models.Q(status="closed") & ~models.Q(joined_to=models.F("id"))),
                name="whoever_goes_on_with_another_is_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="closingreason",
            constraint=models.UniqueConstraint(
                condition=~models.Q(means=""), fields=("scheme", "means"), name="one_closing_reason_per_meaning"
            ),
        ),
        KeysStayInScheme("Application.joined_to"),
    ]
