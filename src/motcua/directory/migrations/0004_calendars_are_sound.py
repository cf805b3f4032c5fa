from django.db import migrations

FORWARD = """
CREATE SEQUENCE directory_calendarversion_seq;
CREATE FUNCTION directory_new_calendar_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO directory_calendarversion (id, version) VALUES (1, nextval('directory_calendarversion_seq'))
        ON CONFLICT (id) DO UPDATE SET version = nextval('directory_calendarversion_seq');
    RETURN NULL;
END $$;
CREATE TRIGGER edition_new_version AFTER INSERT OR UPDATE OR DELETE ON directory_calendaredition
    FOR EACH STATEMENT EXECUTE FUNCTION directory_new_calendar_version();
CREATE TRIGGER schedule_new_version AFTER INSERT OR UPDATE OR DELETE ON directory_workingschedule
    FOR EACH STATEMENT EXECUTE FUNCTION directory_new_calendar_version();
CREATE TRIGGER override_new_version AFTER INSERT OR UPDATE OR DELETE ON directory_dayoverride
    FOR EACH STATEMENT EXECUTE FUNCTION directory_new_calendar_version();

CREATE FUNCTION directory_season(season_from text, season_to text) RETURNS int4multirange
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN a <= b THEN int4multirange(int4range(a, b, '[]'))
                ELSE int4multirange(int4range(101, b, '[]'), int4range(a, 1231, '[]')) END
    FROM (SELECT replace(season_from, '-', '')::int AS a, replace(season_to, '-', '')::int AS b) AS days
$$;
ALTER TABLE directory_workingschedule ADD CONSTRAINT schedule_once_at_a_time EXCLUDE USING gist (
    COALESCE(agency_id, 0) WITH =, daterange(start, "end") WITH &&, directory_season(season_from, season_to) WITH &&
);
"""
BACKWARD = """
ALTER TABLE directory_workingschedule DROP CONSTRAINT schedule_once_at_a_time;
DROP FUNCTION directory_season(text, text);
DROP TRIGGER edition_new_version ON directory_calendaredition;
DROP TRIGGER schedule_new_version ON directory_workingschedule;
DROP TRIGGER override_new_version ON directory_dayoverride;
DROP FUNCTION directory_new_calendar_version();
DROP SEQUENCE directory_calendarversion_seq;
"""


class Migration(migrations.Migration):
    """Every write gives calendars a new version; schedules of one agency do not cross."""

    dependencies = [("directory", "0003_calendar_version")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
