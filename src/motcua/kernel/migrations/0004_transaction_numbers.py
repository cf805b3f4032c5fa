from django.db import migrations, models

import motcua.kernel.models

FORWARD = """
CREATE TABLE kernel_transactionbase (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    base bigint NOT NULL CHECK (base >= 0)
);
INSERT INTO kernel_transactionbase (base) VALUES (0);
CREATE FUNCTION kernel_transaction(number xid8) RETURNS bigint LANGUAGE sql STABLE AS
    $$ SELECT number::text::bigint + base FROM kernel_transactionbase $$;
"""
BACKWARD = "DROP FUNCTION kernel_transaction(xid8); DROP TABLE kernel_transactionbase;"


class Migration(migrations.Migration):
    """Numbers of transactions that go on when the journal is restored on another server."""

    dependencies = [("kernel", "0003_append_only")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.AlterField(
            model_name="journalentry",
            name="transaction",
            field=models.BigIntegerField(db_default=motcua.kernel.models.CurrentTransaction()),
        ),
        migrations.RunSQL(
            "ALTER TABLE kernel_journalentry ALTER transaction SET DEFAULT kernel_transaction(pg_current_xact_id())",
            "ALTER TABLE kernel_journalentry ALTER transaction SET DEFAULT pg_current_xact_id()::text::bigint",
        ),
    ]
