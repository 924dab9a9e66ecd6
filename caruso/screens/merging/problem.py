"""Why records cannot be merged, or a merge not be undone, told to people."""

from django.core.exceptions import ValidationError


class MergeProblem(ValidationError):
    """What was asked for cannot be done any more, or never could; nothing was changed."""
