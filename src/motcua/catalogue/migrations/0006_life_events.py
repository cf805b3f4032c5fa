from django.db import migrations, models


class Migration(migrations.Migration):
    """Life events and the procedures they bring, as data."""

    dependencies = [("catalogue", "0005_finding")]
    operations = [
        migrations.CreateModel(
            name="LifeEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("document", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("source", models.CharField(max_length=300)),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("sourced", "sourced"),
                            ("secondary", "secondary"),
                            ("own_knowledge", "own_knowledge"),
                            ("uncertain", "uncertain"),
                        ],
                        max_length=20,
                    ),
                ),
                ("imported_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("key",), name="life_event_key_once")],
            },
        ),
    ]
