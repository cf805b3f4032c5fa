from django.db import migrations

FORWARD = """
CREATE FUNCTION kernel_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON kernel_journalentry
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON kernel_journalseal
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER digest_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON kernel_journaldigest
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
"""
BACKWARD = """
DROP TRIGGER journal_append_only ON kernel_journalentry;
DROP TRIGGER seal_append_only ON kernel_journalseal;
DROP TRIGGER digest_append_only ON kernel_journaldigest;
DROP FUNCTION kernel_refuse_change();
"""


class Migration(migrations.Migration):
    """The journal is append-only: the database refuses every change, whoever asks."""

    dependencies = [("kernel", "0002_first_tables")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
