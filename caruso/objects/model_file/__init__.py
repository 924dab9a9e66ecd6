"""Definitions to and from one readable file, so that a model travels from one Caruso to another."""
