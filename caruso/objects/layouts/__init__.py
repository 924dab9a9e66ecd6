"""Screens and home pages as the firm arranges them, laid over the shipped ones."""
