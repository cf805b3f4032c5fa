from django.db import migrations

TOPICS = {"procedures": ("procedure", "procedureedition"), "law": ("lawsetting", "procedure")}
"""Topic → tables."""

FORWARD = "".join(
    f"INSERT INTO kernel_referencenumber VALUES ('{topic}', nextval('kernel_referencenumber_seq'));\n" for topic in TOPICS
) + "".join(
    f"CREATE TRIGGER {table}_changes_{topic} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON catalogue_{table}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION kernel_reference_changed('{topic}');\n"
    for topic, tables in TOPICS.items()
    for table in tables
)
BACKWARD = "".join(
    f"DROP TRIGGER {table}_changes_{topic} ON catalogue_{table};\n" for topic, tables in TOPICS.items() for table in tables
)


class Migration(migrations.Migration):
    """Procedures and law settings are topics of reference data."""

    dependencies = [("catalogue", "0003_published_routes_are_final"), ("kernel", "0006_reference_numbers")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
