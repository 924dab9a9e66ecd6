"""Formulas: values worked out from the fields of a record and of those that it links to. See docs/formulas.md."""
