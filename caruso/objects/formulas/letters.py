"""Upper and lower case of every letter, which SQLite by itself knows of English ones only."""

from typing import Any

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
