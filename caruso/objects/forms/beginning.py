"""What new records begin with: chosen from the choices, ticked as today, now or me, or typed."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields.defaults import ME, NOW
from caruso.kernel.labels import in_language
from caruso.kernel.models import CustomField, User
from caruso.kernel.text import fold

if TYPE_CHECKING:
    from caruso.objects.forms.field import FieldForm

NAME = "default"
#: What can be ticked instead of saying a value.
LATER: dict[str, tuple[str, Any]] = {
    "date": (NOW, _("The day on which the record is made")),
    "datetime": (NOW, _("The moment at which the record is made")),
    "person": (ME, _("Whoever makes the record")),
}
_WORDS = {NOW: ("today", "now"), ME: ("me",)}
_INPUT_TYPES = {"date": "date", "email": "email", "url": "url"}


class Beginning:
    """The controls of a field's default. `later` is the word for what is only known when a record is made, if ticked."""

    @property
    def label(self) -> Any:
        return self.form.fields[NAME].label

    @property
    def problem(self) -> str:
        return " ".join(str(one) for one in self.form.errors.get(NAME, ())) if self.form.is_bound else ""

    def __init__(self, form: "FieldForm", row: CustomField | None) -> None:
        self.form, self.kind = form, form.kind
        kept = row.options.get(NAME, "") if row else ""
        if form.is_bound:
            data: Any = form.data
            self.given = [text for text in data.getlist(NAME) if text.strip()]
            self.later = f"{NAME}-later" in data
        else:
            self.given = [str(one) for one in kept] if isinstance(kept, list) else [_as_typed(kept)]
            self.later = self.kind in LATER and kept == LATER[self.kind][0]
        if self.kind in LATER and fold(self.value.strip()) in _WORDS[LATER[self.kind][0]]:
            self.later, self.given = True, []

    @property
    def later_label(self) -> Any:
        return LATER[self.kind][1] if self.kind in LATER else ""

    @property
    def value(self) -> str:
        return self.given[0] if self.given else ""

    @property
    def input_type(self) -> str:
        return _INPUT_TYPES.get(self.kind, "text")

    @property
    def options(self) -> list[tuple[str, Any]]:
        """What can be chosen; of choices those of the page that are offered, by what they will be kept as or called."""
        match self.kind:
            case "yes_no":
                return [("true", _("yes"))]  # no is what stands there anyway
            case "rating":
                return [(str(stars), str(stars)) for stars in range(1, 6)]
            case "person":
                return [(str(person.pk), str(person)) for person in User.objects.filter(is_active=True)]
            case "choice" | "choices":
                shown = [(one, dict(one["labels"])) for one in self.form.choices.rows if not one["archived"]]
                named = [(one["value"], in_language(labels)) for one, labels in shown]
                return [(value or label, label) for value, label in named if label]
        return []

    @property
    def is_chosen(self) -> bool:
        return self.kind in ("yes_no", "rating", "person", "choice", "choices")

    @property
    def is_several(self) -> bool:
        return self.kind == "choices"

    def cleaned(self) -> Any:
        """As it is kept; what does not fit is told beside it."""
        if self.later and self.kind in LATER:
            return LATER[self.kind][0]
        if not self.given:
            return ""
        try:
            if self.is_several:
                return [one for text in self.given for one in self.form.dumped(text)]
            return self.form.dumped(self.value)
        except ValidationError as problem:
            self.form.add_error(NAME, problem)
        return ""


def _as_typed(kept: Any) -> str:
    return str(kept).lower() if isinstance(kept, bool) else str(kept)
