"""The questions of the dialogs that end a deal: why is always asked there, whichever door needs no answer."""

from dataclasses import replace

from caruso.kernel.fields import Field
from caruso.screens.forms.form import RecordForm

WHY = {"win_reason", "loss_reason"}


class ClosingForm(RecordForm):
    def _field(self, name: str) -> Field:
        field = super()._field(name)
        return replace(field, required=True) if name in WHY else field
