"""Names of tables and columns in SQL, whatever another program has called them."""


class QuotingOperations:
    """The operations of a database. A quotation mark in a name is a part of it and ends nothing."""

    mark = '"'

    def quote_name(self, name: str) -> str:
        """With % twice, because the drivers fill values in where it stands; see `GuardedConnection._ask`."""
        return f"{self.mark}{name.replace(self.mark, self.mark * 2).replace('%', '%%')}{self.mark}"
