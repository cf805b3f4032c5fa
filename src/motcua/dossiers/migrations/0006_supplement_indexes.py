from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Requests for supplement are found by when they were answered, and by when they should have been."""

    dependencies = [("dossiers", "0005_one_open_outage")]
    operations = [
        migrations.AddIndex(
            "supplementrequest",
            models.Index(fields=["completed_at"], condition=Q(stage="intake"), name="supplement_completed_intake"),
        ),
        migrations.AddIndex(
            "supplementrequest",
            models.Index(
                fields=["answer_due_at"],
                condition=Q(completed_at__isnull=True, lapsed_at__isnull=True),
                name="supplement_unanswered",
            ),
        ),
    ]
