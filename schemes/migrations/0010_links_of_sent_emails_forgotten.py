from django.db import migrations

# As `Message.record_sent` and `settle` do since; what is still to be sent, or failed and may be tried again, keeps it.
FORGET = r"""
UPDATE schemes_message
SET body = regexp_replace(body, 'https?://\S+', '(a link only its reader may open)', 'g')
WHERE status IN ('sent', 'settled') AND body ~ 'https?://';
"""


class Migration(migrations.Migration):
    """Emails sent before links were forgotten keep theirs no longer: each would have opened a door."""

    dependencies = [("schemes", "0009_referrals_ground_rules")]

    operations = [migrations.RunSQL(FORGET, migrations.RunSQL.noop)]
