"""A formula comes to the same in every kind of source as in memory, function by function."""

from decimal import Decimal
from typing import Any

import pytest

from caruso.kernel.models import User
from caruso.kernel.objects import business_object
from caruso.objects.formulas.checking import check_formula
from caruso.objects.formulas.formula import Formula, usual_result
from caruso.objects.formulas.functions import FUNCTIONS
from caruso.objects.tests.test_formulas_agree import is_same
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db

FORMULAS = [
    "reading + phase_no",
    "reading - phase_no",
    "reading * phase_no",
    "reading / phase_no",
    "1 / 3",
    "2 / 3 * 3",
    "-reading",
    "reading * 10%",
    "reading * reading * reading",
    "999999999999999 * 10",
    "900000000000000 * 900000000000000 * 900000000000000 * 900000000000000 * 900000000000000 * 900000000000000",
    "round(reading)",
    "round(reading, 2)",
    "round(2.5) + round(-2.5)",
    "round(1.005, 2)",
    "round(0.4999999996)",
    "0.1 + 0.2 = 0.3",
    "abs(phase_no)",
    "min(reading, phase_no, 1)",
    "max(reading, phase_no)",
    "min(read_on, 2026-09-15)",
    "max(read_on, 2030-01-01)",
    "max(changed_at, 2026-09-15T10:00)",
    "coalesce(reading, phase_no, 2) + 1",
    "coalesce(email, note, 'none')",
    "coalesce(note, email) is empty",
    "coalesce(read_on, 2026-02-28)",
    "reading = 7",
    "reading != 7",
    "reading < phase_no",
    "reading <= 7",
    "reading > 7 or reading <= 7",
    "reading >= 120.5",
    "read_on = 2026-10-01",
    "read_on < 2026-09-15",
    "changed_at > read_on",
    "changed_at >= 2026-10-01T08:00",
    "now() > changed_at",
    "today() > read_on",
    "serial_no = 'm-003 laka'",
    "note = 'a'",
    "note = ' '",
    "serial_no contains 'LAKA'",
    "note contains '%'",
    "note contains '_'",
    "note contains '!'",
    "note contains 'ss'",
    "note contains ''",
    "serial_no in ('M-001', 'm-002')",
    "email is empty",
    "note is empty",
    "note is not empty",
    "reading is empty and read_on is empty",
    "not (reading > 7)",
    "not yes or no",
    "(reading > 7) = (phase_no > 0)",
    "if(reading > 7, 'large', 'small')",
    "if(reading > 7, 1)",
    "if(reading > 7, read_on, 2026-01-01)",
    "if(email is empty, read_on)",
    "if(reading > 7, yes, phase_no > 0)",
    "length(serial_no)",
    "length(note)",
    "upper(serial_no & note)",
    "lower(serial_no & note)",
    "trim(note) & '|'",
    "left(serial_no, 3)",
    "right(serial_no, 3)",
    "right(note, 9)",
    "serial_no & reading & ' ' & read_on & phase_no",
    "'' & 100 & ' ' & 0.5 & ' ' & -7.250 & ' ' & 1/3",
    "days_between(read_on, 2026-10-05)",
    "days_between(changed_at, 2026-10-05)",
    "add_days(read_on, phase_no)",
    "add_days(read_on, 1.5)",
    "add_days(read_on, -1.5)",
    "add_days(read_on, 9999999)",
    "add_days(read_on, -900000)",
    "add_days(2026-02-28, reading)",
    "year(read_on) * 100 + month(read_on)",
    "day(changed_at)",
    "state & if(gone, ' gone', ' here')",
    "gone or reading > 100",
    "consumer.name & consumer",
    "length(consumer.email) > 0",
    "consumer.tax_number is empty",
    """note & "it's 100%% {0} {1} \\\\ \\"" """,
]
ROWS = [
    "(11, 'Żółć ß', NULL, NULL, 'A', -3, 0.005, '2024-02-29', '2024-02-29 23:30:00', '', TRUE)",
    "(12, 'x', '', 1, 'D', 0, 123456789.125, '0999-12-31', '1999-12-31 00:00:00', ' ', TRUE)",
    "(13, 'Čtyři', 'A@b.cz', 99, 'A', 2147483647, 900000000.5, '9999-12-30', NULL, 'Straße 100%_!', FALSE)",
    "(14, 'y''\"', NULL, 2, 'A', 7, 7, '2026-09-30', '2026-09-30 12:00:00.5', 'a  ', FALSE)",
]


@pytest.fixture
def meters(waterworks, anna: User) -> Any:
    waterworks.raw("ALTER TABLE meters ADD COLUMN note VARCHAR(40)")
    waterworks.raw(
        "ALTER TABLE meters ADD COLUMN dismantled " + ("BOOLEAN" if waterworks.vendor != "sqlite" else "BOOL")
    )
    names = "id, serial_no, email, customer_id, state, phase, reading, read_on, changed_at, note, dismantled"
    # Only SQLite lets a row name a customer that is not there.
    rows = [row if waterworks.vendor == "sqlite" else row.replace(" 99,", " 1,") for row in ROWS]
    waterworks.raw(f"INSERT INTO meters ({names}) VALUES {', '.join(rows)}")
    fields = {
        "serial_no": "text", "email": "email", "state": "choice", "phase": "integer", "reading": "decimal",
        "read_on": "date", "changed_at": "datetime", "note": "text", "dismantled": "yes_no",
    }  # fmt: skip
    labels = {"phase": "Phase no", "dismantled": "Gone"}
    said = {
        column: {"labels": {"en": labels.get(column, column.replace("_", " "))}, "kind": kind}
        for column, kind in fields.items()
    }
    said["customer_id"] = {"labels": {"en": "Consumer"}, "kind": "relation", "target": "mapped.consumer"}
    waterworks.map_meters(waterworks.connect(anna), anna, fields=said)
    return screen_of("mapped.meter").model


def test_every_function_of_the_language_is_tried() -> None:
    text = " ".join(FORMULAS)
    signs = {"minus": "-reading", "is empty": "is empty", "contains": "contains"}
    assert [name for name in FUNCTIONS if signs.get(name, name) not in text] == []


def test_each_formula_comes_to_what_it_does_in_memory(meters: Any) -> None:
    described = business_object("mapped.meter")
    rows = list(meters.objects.order_by("pk"))
    wrong = []
    for text in FORMULAS:
        bound = check_formula(text, described)
        formula = Formula("mapped.meter", text, usual_result(bound))
        found = list(meters.objects.order_by("pk").annotate(value=formula.expression()).values_list("value", flat=True))
        for row, stored in zip(rows, found, strict=True):
            meant = formula.value(row)
            if not is_same(formula.load(stored), meant):
                wrong.append((text, row.pk, formula.load(stored), meant))
    assert not wrong, wrong


def test_numbers_do_not_lose_their_cents(meters: Any) -> None:
    formula = Formula("mapped.meter", "round(reading * 1.23, 2)", "money")
    (found,) = meters.objects.filter(pk=1).annotate(value=formula.expression()).values_list("value", flat=True)
    assert formula.load(found) == Decimal("148.22")
