from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schemes", "0003_invitations_once"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="status",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting to be sent"),
                    ("sent", "Sent"),
                    ("failed", "Could not deliver"),
                    ("settled", "Dealt with another way"),
                ],
                default="waiting",
                max_length=8,
            ),
        ),
    ]
