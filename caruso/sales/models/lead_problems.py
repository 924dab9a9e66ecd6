"""What may be wrong with a lead, as a field that lists, filters and rules know."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.kernel.columns import ChoicesColumn

NAMED: list[tuple[str, Any]] = [
    ("email", _("impossible e-mail")),
    ("disposable", _("throw-away e-mail")),
    ("role", _("e-mail of a desk")),
    ("phone", _("impossible telephone number")),
    ("tax_number", _("wrong tax number")),
    ("unreachable", _("cannot be reached")),
    ("evidence", _("evidence missing")),
    ("duplicate", _("possible duplicate")),
    ("customer", _("perhaps a customer already")),
]


class ProblemsColumn(ChoicesColumn):
    """The names of the problems, in a column that was there before it was a field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"offer": NAMED, "blank": False, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("verbose_name", None)
        return name, "django.db.models.JSONField", args, kwargs
