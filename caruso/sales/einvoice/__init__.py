"""Structured e-invoices: EN 16931 in the syntax UBL 2.1."""
