from django.db import migrations

FORWARD = """
CREATE FUNCTION catalogue_published_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL AND (
        TG_OP = 'DELETE' OR NEW.document <> OLD.document OR NEW.sha256 <> OLD.sha256 OR NEW.start <> OLD.start
        OR NEW.procedure_id <> OLD.procedure_id OR NEW.published_at IS DISTINCT FROM OLD.published_at
    ) THEN
        RAISE EXCEPTION 'edition % is published and never changes; make a new edition', OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER edition_final BEFORE UPDATE OR DELETE ON catalogue_procedureedition
    FOR EACH ROW EXECUTE FUNCTION catalogue_published_is_final();
"""
BACKWARD = "DROP TRIGGER edition_final ON catalogue_procedureedition; DROP FUNCTION catalogue_published_is_final();"


class Migration(migrations.Migration):
    """A published edition may only be given an end date."""

    dependencies = [("catalogue", "0001_first_tables")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
