from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """One outage is open at a time, whatever its reason."""

    dependencies = [("dossiers", "0004_lapsed_obligations")]
    operations = [
        migrations.RemoveConstraint("outage", "outage_one_open"),
        migrations.AddConstraint(
            "outage",
            models.UniqueConstraint(
                fields=["end"], condition=Q(end__isnull=True), nulls_distinct=False, name="outage_one_open"
            ),
        ),
    ]
