"""Whether every migration has been applied to the database."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

REFUSAL = "The database is not up to date. Run `caruso migrate` (after a backup) and start again."


def is_up_to_date() -> bool:
    """Asked at every start, so the names of the files are compared first; only where one of them is not among those
    applied are the migrations read, since it may be one that replaces others."""
    applied = MigrationRecorder(connection).applied_migrations()
    if applied and all(name in applied for name in _names()):
        return True
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _names() -> list[tuple[str, str]]:
    found = []
    for app in apps.get_app_configs():
        try:
            package = import_module(f"{app.name}.migrations")
        except ModuleNotFoundError:
            continue
        found += [(app.label, module.name) for module in iter_modules(package.__path__) if module.name[0] not in "_~"]
    return found
