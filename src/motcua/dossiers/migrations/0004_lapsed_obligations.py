from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """An obligation that is not met when work stops is kept, and owed no more."""

    dependencies = [("dossiers", "0003_outcome_proposals")]
    operations = [
        migrations.AddField("obligation", "lapsed_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("obligation", "obligation_one_open"),
        migrations.AddConstraint(
            "obligation",
            models.UniqueConstraint(
                fields=["leg"], condition=Q(met_at__isnull=True, lapsed_at__isnull=True), name="obligation_one_open"
            ),
        ),
        migrations.AddConstraint(
            "obligation",
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | Q(lapsed_at__isnull=True), name="obligation_met_or_lapsed"
            ),
        ),
    ]
