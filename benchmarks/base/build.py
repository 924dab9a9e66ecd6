"""`python -m benchmarks.base.build [small]`: fill the database of the settings, once.

The name of the firm says how far the base is, so that a new part is added to a base that was kept.
"""

import gc
import os
import sys
from time import perf_counter
from typing import Any

import django

CUSTOMERS, SALES = "Tenor Coffee Systems (bench)", "Tenor Coffee Systems (bench, sales)"
OBJECTS = "Tenor Coffee Systems (bench, objects)"
UNDER_WAY = "Tenor Coffee Systems (bench, under way)"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from benchmarks.base.customer_base import CustomerBase
    from benchmarks.base.objects_base import ObjectsBase
    from benchmarks.base.sales_base import SalesBase
    from benchmarks.base.schema import bring_up_to_date, remove
    from benchmarks.base.size import FULL, SMALL

    size = SMALL if "small" in sys.argv else FULL
    bring_up_to_date()
    if _is_called(UNDER_WAY):
        remove("it was left half built")
        bring_up_to_date()
    if not _is_called(CUSTOMERS, SALES, OBJECTS):
        _build(CustomerBase(size), CUSTOMERS)
    if not _is_called(SALES, OBJECTS):
        _build(SalesBase(size), SALES)
    if not _is_called(OBJECTS):
        _build(ObjectsBase(size), OBJECTS)


def _build(base: Any, name: str) -> None:
    """One part: through the verbs what is little, the large tables in between and without indexes."""
    from django.db import transaction

    from benchmarks.base.tables import in_bulk
    from caruso.kernel.models import Organisation

    Organisation.objects.update(name=UNDER_WAY)
    base.prepare()
    # Records by the ten thousand and none in a circle: the collector would look at them again and again.
    gc.disable()
    before = perf_counter()
    with in_bulk():
        for step_name, step in base.steps():
            with transaction.atomic():
                step()
            before = _tell(step_name, before)
    gc.enable()
    _tell("indexes", before)
    base.finish()
    Organisation.objects.update(name=name)


def _is_called(*names: str) -> bool:
    from caruso.kernel.models import Organisation

    return Organisation.objects.filter(name__in=names).exists()


def _tell(name: str, before: float) -> float:
    now = perf_counter()
    print(f"  {name:<12} {now - before:6.1f} s", flush=True)
    return now


if __name__ == "__main__":
    main()
