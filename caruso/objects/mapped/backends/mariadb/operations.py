"""Values as a MariaDB or MySQL database gives them."""

from typing import Any

from django.db.backends.mysql import operations

from caruso.objects.mapped.backends.numbering import NumberingOperations
from caruso.objects.mapped.backends.quoting import QuotingOperations
from caruso.objects.mapped.read_dates import moment_of


class DatabaseOperations(QuotingOperations, NumberingOperations, operations.DatabaseOperations):
    mark = "`"

    def convert_datetimefield_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        """The driver leaves days that no calendar has, such as 0000-00-00, as text."""
        return moment_of(value, self.connection.timezone)
