"""Upper and lower case of every letter, which SQLite by itself knows of English ones only."""

from typing import Any

#: Letters with marks, for databases whose own upper and lower case may know the English alphabet only.
MARKED = "ąáàâäãåćčçďęéèêëěíìîïłľĺńňñóòôöõőøřŕśšťúùûüůűýÿźżž"
FUNCTIONS = {"caruso_upper": str.upper, "caruso_lower": str.lower}


def register_letters(connection: Any, **_signal: Any) -> None:
    """Give every new SQLite connection the functions."""
    if connection.vendor == "sqlite":
        for name, change in FUNCTIONS.items():
            connection.connection.create_function(name, 1, _of(change), deterministic=True)


def _of(change: Any) -> Any:
    return lambda value: None if value is None else change(str(value))


def postgresql_functions(collation: str) -> list[str]:
    """The statements that make them; `collation` knows the case of every script."""
    return [
        f"CREATE OR REPLACE FUNCTION {name}(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE"
        f' AS $$ SELECT {name.removeprefix("caruso_")}(value COLLATE "{collation}") COLLATE "C" $$'
        for name in FUNCTIONS
    ]


def foreign_upper(text: str) -> str:
    """Upper case in a PostgreSQL without our functions, whatever the locale of the database knows."""
    by_locale = f"replace(upper({text} COLLATE \"default\"), 'ß', 'SS')"
    return f"(translate({by_locale}, '{MARKED}', '{MARKED.upper()}') COLLATE \"C\")"


def foreign_lower(text: str) -> str:
    by_locale = f'lower({text} COLLATE "default")'
    return f"(translate({by_locale}, '{MARKED.upper()}', '{MARKED}') COLLATE \"C\")"
