"""The questions of the dialogs that end a deal: why is always asked there, whichever door needs no answer."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.screens.forms.form import RecordForm

WHY = {"win_reason", "loss_reason"}


class ClosingForm(RecordForm):
    """Begins with no reason, so that none is taken for an answer that nobody gave."""

    @cached_property
    def must_be_filled(self) -> frozenset[str]:
        return super().must_be_filled | WHY.intersection(self._names)

    def is_valid(self) -> bool:
        super().is_valid()
        for name in WHY.intersection(self._names):
            if not self.values.get(name) and name not in self.errors:
                self.add_errors(ValidationError({name: _("Please fill this in.")}))
        return not self.errors
