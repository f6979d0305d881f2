from django.db import migrations, models


class Migration(migrations.Migration):
    """What terms were agreed by an outcome, until the agreement is signed."""

    dependencies = [("carers", "0006_coming_and_going_rules")]

    operations = [
        migrations.AddField(
            model_name="paneloutcome",
            name="terms_agreed",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="What terms will say once the agreement is signed; days as text.",
                verbose_name="terms",
            ),
        ),
    ]
