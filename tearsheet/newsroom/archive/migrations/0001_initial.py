"""The rows of the archive; their index only where PostgreSQL keeps it."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class AddIndexOnPostgres(migrations.AddIndex):
    """Other databases know no GIN index, and need none: there the column stays empty."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("intake", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Archived",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="archived",
                        serialize=False,
                        to="intake.article",
                    ),
                ),
                (
                    "words",
                    django.contrib.postgres.search.SearchVectorField(
                        help_text="Where PostgreSQL keeps the index; empty elsewhere", null=True
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="intake.revision",
                    ),
                ),
            ],
            options={"verbose_name_plural": "archived articles"},
        ),
        AddIndexOnPostgres(
            model_name="archived",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="archive_words"),
        ),
    ]
