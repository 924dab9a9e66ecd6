"""Caruso: Customer Care and Relationship Support Office."""

__version__ = "0.1.0"
