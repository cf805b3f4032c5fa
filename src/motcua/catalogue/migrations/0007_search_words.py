from django.db import migrations, models

FORWARD = """
CREATE FUNCTION catalogue_keep_search_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO catalogue_searchword (word)
    SELECT DISTINCT unnest(string_to_array(trim(search), ' ')) FROM written
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER procedure_inserted_words AFTER INSERT ON catalogue_procedure
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION catalogue_keep_search_words();
CREATE TRIGGER procedure_updated_words AFTER UPDATE ON catalogue_procedure
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION catalogue_keep_search_words();
INSERT INTO catalogue_searchword (word)
    SELECT DISTINCT unnest(string_to_array(trim(search), ' ')) FROM catalogue_procedure;
"""
BACKWARD = """
DROP TRIGGER procedure_inserted_words ON catalogue_procedure;
DROP TRIGGER procedure_updated_words ON catalogue_procedure;
DROP FUNCTION catalogue_keep_search_words();
"""


class Migration(migrations.Migration):
    """The words of the catalogue, kept by the database, so that typing errors can be compared with them."""

    dependencies = [("catalogue", "0006_life_events")]
    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[("word", models.CharField(max_length=1200, primary_key=True, serialize=False))],
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
