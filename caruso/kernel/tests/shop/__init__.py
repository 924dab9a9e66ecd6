"""A small shop: business objects with every kind of field, installed under test only."""
