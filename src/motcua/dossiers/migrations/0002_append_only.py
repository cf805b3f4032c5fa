from django.db import migrations

FORWARD = """
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON dossiers_clockentry
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER forms_append_only BEFORE UPDATE OR DELETE ON dossiers_issuedform
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
"""
BACKWARD = """
DROP TRIGGER ledger_append_only ON dossiers_clockentry;
DROP TRIGGER forms_append_only ON dossiers_issuedform;
"""


class Migration(migrations.Migration):
    """The clock ledger and the issued forms are append-only."""

    dependencies = [("dossiers", "0001_first_tables"), ("kernel", "0003_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
