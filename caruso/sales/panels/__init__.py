"""The panels of orders, invoices and accounts."""
