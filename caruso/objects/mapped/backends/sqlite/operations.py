"""Values as an SQLite file gives them: any text may stand in a column of days or numbers."""

from decimal import Context, Decimal
from math import isfinite
from typing import Any

from django.db.backends.sqlite3 import operations

from caruso.objects.mapped.backends.numbering import NumberingOperations
from caruso.objects.mapped.backends.quoting import QuotingOperations
from caruso.objects.mapped.read_dates import day_of, moment_of

#: As many digits as SQLite keeps of a number.
_DIGITS = Context(prec=15)


class DatabaseOperations(QuotingOperations, NumberingOperations, operations.DatabaseOperations):
    def convert_datefield_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return day_of(value)

    def convert_datetimefield_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return moment_of(value, self.connection.timezone)

    def get_decimalfield_converter(self, _expression: Any) -> Any:
        return _number


def _number(value: Any, _expression: Any, _connection: Any) -> Decimal | None:
    return _DIGITS.create_decimal_from_float(value) if isinstance(value, int | float) and isfinite(value) else None
