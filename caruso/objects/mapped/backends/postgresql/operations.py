"""Questions to a PostgreSQL database."""

from django.db.backends.postgresql import operations

from caruso.objects.mapped.backends.numbering import NumberingOperations


class DatabaseOperations(NumberingOperations, operations.DatabaseOperations):
    pass
