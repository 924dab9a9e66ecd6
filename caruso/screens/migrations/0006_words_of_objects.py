"""PostgreSQL: a lexeme becomes a word of an object, see `search/postgres.py`.

In steps of their own transaction, so that nobody waits for long; one that was interrupted goes on where it stood.
"""

import zlib

from django.db import migrations

AT_ONCE = 5000
#: Only those that have the mark of their object as it was, or as it is.
CODED = """
    UPDATE screens_searchentry SET words =
        array_to_tsvector(ARRAY(SELECT %s || word FROM unnest(tsvector_to_array(words)) AS word))
    WHERE id BETWEEN %s AND %s AND object = %s AND ts_match_vq(words, %s::tsquery)
"""
PLAIN = """
    UPDATE screens_searchentry SET words =
        array_to_tsvector(ARRAY(SELECT substr(word, length(%s) + 1) FROM unnest(tsvector_to_array(words)) AS word))
    WHERE id BETWEEN %s AND %s AND object = %s AND ts_match_vq(words, %s::tsquery)
"""


def code(apps, schema_editor):
    _rewrite(schema_editor.connection, CODED, lambda prefix, mark: mark)


def uncode(apps, schema_editor):
    _rewrite(schema_editor.connection, PLAIN, lambda prefix, mark: prefix + mark)


def _rewrite(connection, statement, marked):
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT object, min(id), max(id) FROM screens_searchentry GROUP BY object")
        for object, first, last in cursor.fetchall():
            prefix = f"{zlib.crc32(object.encode()) & 0xFFFFFF:06x}·"
            mark = f"'{marked(prefix, '§' + object.replace('.', '§'))}'"
            for start in range(first, last + 1, AT_ONCE):
                cursor.execute(statement, [prefix, start, start + AT_ONCE - 1, object, mark])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("screens", "0005_transfer")]

    operations = [migrations.RunPython(code, uncode)]
