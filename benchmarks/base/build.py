"""`python -m benchmarks.base.build [small]`: fill the database of the settings, once."""

import os
import sys
from time import perf_counter

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from benchmarks.base.filling import Base, is_begun, is_complete
    from benchmarks.base.size import FULL, SMALL
    from benchmarks.base.tables import in_bulk

    call_command("migrate", interactive=False, verbosity=0)
    if is_complete():
        return
    if is_begun():
        sys.exit("The base was left half built: remove it and start again.")
    base = Base(SMALL if "small" in sys.argv else FULL)
    base.hire()
    before = perf_counter()
    with in_bulk():
        for name, step in base.steps():
            with transaction.atomic():
                step()
            before = _tell(name, before)
    before = _tell("indexes", before)
    base.finish()


def _tell(name: str, before: float) -> float:
    now = perf_counter()
    print(f"  {name:<12} {now - before:6.1f} s", flush=True)
    return now


if __name__ == "__main__":
    main()
