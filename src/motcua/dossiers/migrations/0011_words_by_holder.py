import django.contrib.postgres.indexes
from django.db import migrations
from django.db.models import F

import motcua.dossiers.models.dossier

FORWARD = """
CREATE FUNCTION dossiers_words(holders bigint[], words text) RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_agg(DISTINCT hashtextextended(word, holder))
    FROM unnest(holders) AS holder, unnest(string_to_array(words, ' ')) AS word WHERE length(word) > 1
$$;
"""
BACKWARD = "DROP FUNCTION dossiers_words(bigint[], text);"


class Migration(migrations.Migration):
    """Search meets the words of one's own agencies only, so that it costs the same however many others there are."""

    dependencies = [("dossiers", "0010_payments_append_only")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RemoveIndex(model_name="dossier", name="dossier_search"),
        migrations.AddIndex(
            model_name="dossier",
            index=django.contrib.postgres.indexes.GinIndex(fields=["holder_ids"], name="dossier_of_holder"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=django.contrib.postgres.indexes.GinIndex(
                motcua.dossiers.models.dossier.WordsByHolder(F("holder_ids"), F("search")), name="dossier_words"
            ),
        ),
    ]
