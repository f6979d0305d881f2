from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Search finds "Zoe" when "Zoë" was written, and the other way round."""

    dependencies = []
    operations = [UnaccentExtension()]
