"""Questions to a PostgreSQL database."""

from django.db.backends.postgresql import operations

from caruso.objects.mapped.backends.numbering import NumberingOperations
from caruso.objects.mapped.backends.quoting import QuotingOperations


class DatabaseOperations(QuotingOperations, NumberingOperations, operations.DatabaseOperations):
    pass
