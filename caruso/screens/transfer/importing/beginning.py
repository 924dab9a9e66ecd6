"""Beginning an import: the file is kept, looked into, and a plan made of what it seems to be."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from caruso.kernel.models import User
from caruso.screens.description import Screen, screens
from caruso.screens.transfer.headers import Product, detect_product
from caruso.screens.transfer.importing.guessing import guess_columns, month_comes_first
from caruso.screens.transfer.importing.plan import Plan
from caruso.screens.transfer.models import Import
from caruso.screens.transfer.reading import ReadingProblem, SourceRow, Table, open_table
from caruso.screens.transfer.storing import keep_import

SAMPLE = 200


def begin(pieces: Iterable[bytes], name: str, *, by: User, screen: Screen, certain: bool = False) -> Import:
    """Keep the file and plan its import; unless `certain`, a file that tells of another object goes there.

    Raises ReadingProblem for what cannot be read, and PermissionDenied without the right to create.
    """
    stored, size = keep_import(pieces)
    run = Import(object=screen.key, file_name=name[:250], stored=stored, size=size, by=by)
    try:
        read_anew(run, by, certain=certain)
    except BaseException:
        run.path.unlink(missing_ok=True)
        raise
    run.save()
    return run


def forget(run: Import) -> None:
    """An import that cannot be as it was asked for leaves nothing."""
    run.path.unlink(missing_ok=True)
    run.delete()


def read_anew(run: Import, by: User, *, encoding: str = "", separator: str = "", certain: bool = True) -> None:
    """Look into the file (again, with another encoding or separator) and plan afresh. Does not save."""
    from caruso.screens.description import screen_of

    table = open_table(run.path, encoding=encoding or None, separator=separator or None)
    screen = screen_of(run.object)
    product = detect_product(table.headers, screen.products)
    if product and not certain:
        screen = _screen_told(product, screen, by)
        run.object = screen.key
    by.access.require(screen.key, "create")
    run.kind, run.encoding, run.separator = str(table.kind), table.encoding, table.separator
    run.product = product.name if product and product.object == screen.key else ""
    sample = sample_of(table)
    columns = guess_columns(table.headers, sample, screen, by)
    run.plan = Plan(
        columns=columns,
        defaults={} if screen.model.ASSIGNED else {"owner": by.pk},
        month_first=month_comes_first(columns, sample, screen),
    ).as_json()


def table_of(run: Import) -> Table:
    """The file opened as it was understood. Raises ReadingProblem."""
    return open_table(run.path, encoding=run.encoding or None, separator=run.separator or None)


def sample_of(table: Table, most: int = SAMPLE) -> list[SourceRow]:
    """The first rows; those before a place where the file cannot be read."""
    sample: list[SourceRow] = []
    try:
        sample.extend(islice(table.rows(), most))
    except ReadingProblem:
        if not sample:
            raise
    return sample


def estimate_rows(run: Import, table: Table, exactly_to: int = 2_000) -> int | None:
    """How many rows there are: counted in small files, else estimated from the first; None where neither goes."""
    counted, last = 0, 0
    try:
        for row in islice(table.rows(), exactly_to):
            counted, last = counted + 1, row.number
    except ReadingProblem:
        return counted
    if counted < exactly_to or run.kind != "csv":
        return counted if counted < exactly_to else None
    return _by_bytes(run, last, counted)


def _by_bytes(run: Import, lines: int, rows: int) -> int:
    with run.path.open("rb") as file:
        read = sum(len(line) for line in islice(file, lines))
    return max(rows, rows * run.size // max(read, 1))


def _screen_told(product: Product, screen: Screen, by: User) -> Screen:
    """The screen of the object that the product's file holds, if this person may create there."""
    told = next((one for one in screens() if one.key == product.object and one.importable), screen)
    return told if by.access.may(told.key, "create") else screen


def importable_screens(user: User) -> Sequence[Screen]:
    return [one for one in screens() if one.importable and one.group and user.access.may(one.key, "create")]


def finished(run: Import, **values: Any) -> None:
    """Write how an import ended."""
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=list(values))
