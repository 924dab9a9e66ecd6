from typing import Any

from django.db import migrations


def _set(schema_editor: Any, setting: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER INDEX search_entry_words {setting}")


def shorten(apps: Any, schema_editor: Any) -> None:
    """What is written waits in a list that every search reads through: of four megabytes, a search of many objects took
    half as long again. Entries put in order sooner cost an import a few hundredths."""
    _set(schema_editor, "SET (gin_pending_list_limit = 256)")


def as_before(apps: Any, schema_editor: Any) -> None:
    _set(schema_editor, "RESET (gin_pending_list_limit)")


class Migration(migrations.Migration):
    dependencies = [("screens", "0006_words_of_objects")]

    operations = [migrations.RunPython(shorten, as_before)]
