import django.db.models.deletion
from django.db import migrations, models

from schemes.guards import KeysStayInScheme


class Migration(migrations.Migration):
    """Which decision of panel terms and a de-registration rest on, or why panel was not asked."""

    dependencies = [("carers", "0007_panel_terms_agreed")]

    operations = [
        migrations.AddField(
            model_name="terms",
            name="without_panel_because",
            field=models.TextField(blank=True, max_length=2000, verbose_name="why panel was not asked"),
        ),
        migrations.AddField(
            model_name="leaving",
            name="outcome",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leavings",
                to="carers.paneloutcome",
            ),
        ),
        migrations.AddField(
            model_name="leaving",
            name="without_panel_because",
            field=models.TextField(blank=True, max_length=2000, verbose_name="why panel was not asked"),
        ),
        KeysStayInScheme("Leaving.outcome"),
    ]
