from django.db import migrations

FORWARD = """
CREATE FUNCTION kernel_settled() RETURNS bigint LANGUAGE sql STABLE AS $$
    -- Below this number every transaction of this database has ended, as the calling statement sees it.
    -- A running transaction counts unless its lock shows that it works in another database of the server.
    SELECT kernel_transaction(least(
        pg_snapshot_xmax(pg_current_snapshot()),
        pg_current_xact_id_if_assigned(),
        (SELECT min(running.number) FROM pg_snapshot_xip(pg_current_snapshot()) AS running (number)
         WHERE NOT EXISTS (
            SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
            WHERE locktype = 'transactionid' AND transactionid = running.number::xid
              AND mode = 'ExclusiveLock' AND granted AND datname <> current_database()))))
$$;
"""
BACKWARD = "DROP FUNCTION kernel_settled();"


class Migration(migrations.Migration):
    """Readers of the journal do not wait for transactions of other databases on the same server."""

    dependencies = [("kernel", "0004_transaction_numbers")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
