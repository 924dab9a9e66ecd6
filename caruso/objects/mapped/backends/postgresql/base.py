"""PostgreSQL databases of other programs."""

from typing import Any

from django.db.backends.postgresql import base

from caruso.objects.mapped.backends.guarded import GuardedConnection

_FROM = "ąáàâäãåćčçďęéèêëěíìîïłľĺńňñóòôöõőøřŕśšťúùûüůűýÿźżž"
_TO = "aaaaaaacccdeeeeeeiiiilllnnnooooooorrsstuuuuuuyyzzz"
assert len(_FROM) == len(_TO)


class DatabaseWrapper(GuardedConnection, base.DatabaseWrapper):
    fold_template = f"translate(lower((%(expressions)s)::text), '{_FROM}', '{_TO}') COLLATE \"C\""

    def line(self) -> int | None:
        # The driver waits without end for a server that holds the line but says nothing.
        connection: Any = self.connection
        return None if connection is None or connection.closed else connection.fileno()
