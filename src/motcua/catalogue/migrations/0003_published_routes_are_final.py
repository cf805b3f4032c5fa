from django.db import migrations, models
from django.db.models import Q

FORWARD = """
CREATE FUNCTION catalogue_published_route_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'route % is published and never changes; import the corrected one under a new key', OLD.key
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER imported_route_final BEFORE UPDATE OR DELETE ON catalogue_importedroute
    FOR EACH ROW EXECUTE FUNCTION catalogue_published_route_is_final();
"""
BACKWARD = """
DROP TRIGGER imported_route_final ON catalogue_importedroute;
DROP FUNCTION catalogue_published_route_is_final();
"""


class Migration(migrations.Migration):
    """A published route never changes, and one that breaks its limit says why it was published."""

    dependencies = [("catalogue", "0002_published_is_final")]
    operations = [
        migrations.AlterField(
            model_name="importedroute",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("match", "match"),
                    ("exceeds", "exceeds"),
                    ("short", "short"),
                    ("not_checkable", "not_checkable"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="importedroute",
            constraint=models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(verdict="exceeds") | ~Q(published_despite=""),
                name="imported_route_never_silently_against_its_limit",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
