"""The lines of quotes, orders and invoices: edited on one page, shown on the record, read and written by the API."""
