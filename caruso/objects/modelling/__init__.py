"""The verbs that change definitions and their tables together."""
