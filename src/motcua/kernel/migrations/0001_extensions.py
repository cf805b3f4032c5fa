from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Extensions that the tables need: exclusion constraints over scalars, search in parts of words."""

    initial = True
    operations = [BtreeGistExtension(), TrigramExtension()]
