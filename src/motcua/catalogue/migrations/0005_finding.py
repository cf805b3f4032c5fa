from django.db import migrations, models


class Migration(migrations.Migration):
    """What people find a procedure by and narrow a search with; `motcua load` fills it for procedures that are there."""

    dependencies = [("catalogue", "0004_reference_topics")]
    operations = [
        migrations.AddField("procedure", "also", models.CharField(blank=True, default="", max_length=300)),
        migrations.AddField("procedure", "audiences", models.CharField(default="", max_length=60)),
        migrations.AddField("procedure", "level", models.CharField(default="", max_length=10)),
        migrations.AddField("procedure", "agency", models.CharField(default="", max_length=40)),
        migrations.AddField("procedure", "is_online", models.BooleanField(default=False)),
        migrations.AddField("procedure", "sort_key", models.TextField(default="")),
        migrations.AlterField("procedure", "search", models.CharField(max_length=1200)),
        migrations.AddIndex("procedure", models.Index(fields=["sort_key"], name="procedure_sorted")),
    ]
