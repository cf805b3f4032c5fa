from django.db import migrations, models

FORWARD = """
CREATE SEQUENCE kernel_referencenumber_seq;
CREATE FUNCTION kernel_reference_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO kernel_referencenumber (topic, number) VALUES (TG_ARGV[0], nextval('kernel_referencenumber_seq'))
        ON CONFLICT (topic) DO UPDATE SET number = nextval('kernel_referencenumber_seq');
    RETURN NULL;
END $$;
"""
BACKWARD = "DROP FUNCTION kernel_reference_changed(); DROP SEQUENCE kernel_referencenumber_seq;"


class Migration(migrations.Migration):
    """Topics of reference data have numbers that move with every change, so that processes may keep it."""

    dependencies = [("kernel", "0005_settled_transactions")]
    operations = [
        migrations.CreateModel(
            name="ReferenceNumber",
            fields=[
                ("topic", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
