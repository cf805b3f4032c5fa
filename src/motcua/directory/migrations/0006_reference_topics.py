from django.db import migrations

TOPICS = {
    "places": {
        "administrativeunit": "UPDATE",
        "unitsuccession": "UPDATE",
        "agency": "UPDATE",
        "servedunit": "UPDATE",
    },
    "people": {"account": "UPDATE OF name, is_active", "posting": "UPDATE"},
    "calendars": {"calendaredition": "UPDATE", "workingschedule": "UPDATE", "dayoverride": "UPDATE"},
}
"""Topic → table → which updates count: signing in changes an account, but nothing that is kept of it."""

FORWARD = "".join(
    f"INSERT INTO kernel_referencenumber VALUES ('{topic}', nextval('kernel_referencenumber_seq'));\n" for topic in TOPICS
) + "".join(
    f"CREATE TRIGGER {table}_changed AFTER INSERT OR {update} OR DELETE OR TRUNCATE ON directory_{table}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION kernel_reference_changed('{topic}');\n"
    for topic, tables in TOPICS.items()
    for table, update in tables.items()
)
BACKWARD = "".join(f"DROP TRIGGER {table}_changed ON directory_{table};\n" for tables in TOPICS.values() for table in tables)
CALENDARS_OWN = """
DROP TRIGGER edition_new_version ON directory_calendaredition;
DROP TRIGGER schedule_new_version ON directory_workingschedule;
DROP TRIGGER override_new_version ON directory_dayoverride;
DROP FUNCTION directory_new_calendar_version();
DROP SEQUENCE directory_calendarversion_seq;
"""
CALENDARS_OWN_AGAIN = """
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
"""


class Migration(migrations.Migration):
    """Places, people and calendars are topics of reference data; calendars had a number of their own until now."""

    dependencies = [("directory", "0005_regional_branches"), ("kernel", "0006_reference_numbers")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(CALENDARS_OWN, CALENDARS_OWN_AGAIN),
        migrations.DeleteModel(name="CalendarVersion"),
    ]
