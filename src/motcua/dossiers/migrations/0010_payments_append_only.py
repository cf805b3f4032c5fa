from django.db import migrations

FORWARD = """
CREATE TRIGGER payment_events_append_only BEFORE UPDATE OR DELETE ON dossiers_paymentevent
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER fee_paid_once BEFORE UPDATE ON dossiers_feedue
    FOR EACH ROW WHEN (OLD.paid_at IS NOT NULL) EXECUTE FUNCTION kernel_refuse_change();
"""
BACKWARD = """
DROP TRIGGER fee_paid_once ON dossiers_feedue;
DROP TRIGGER payment_events_append_only ON dossiers_paymentevent;
"""


class Migration(migrations.Migration):
    """What happened to an order is never changed, and a fee that is paid stays as it was paid."""

    dependencies = [("dossiers", "0009_payment_orders"), ("kernel", "0003_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
