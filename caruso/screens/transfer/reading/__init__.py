"""Files that people bring, read lazily into rows: CSV, XLSX and vCard.

Nothing here knows what a customer is, or touches the database. A file is judged by what is in it, never by
its name; memory stays bounded whatever the file holds; what cannot be read is a `ReadingProblem`.
"""

from .problem import ReadingProblem
from .row import SourceRow
from .table import Table, open_table

__all__ = ["ReadingProblem", "SourceRow", "Table", "open_table"]
