"""A stage, what it suggests and the documents that help in it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caruso.customers.models.activity import ActivityKind
from caruso.kernel.files.checking import CheckedFile, checked
from caruso.kernel.files.storing import store
from caruso.kernel.models import Attachment, User
from caruso.kernel.objects import business_object
from caruso.sales.models import Stage, StageDocument, Suggestion
from caruso.sales.models.pipeline import COLOURS

COLOUR_NAMES = {
    "gray": _("grey"),
    "blue": _("blue"),
    "indigo": _("indigo"),
    "violet": _("violet"),
    "teal": _("teal"),
    "amber": _("amber"),
    "coral": _("coral"),
    "green": _("green"),
    "red": _("red"),
}
PLANNED_KINDS = [choice for choice in ActivityKind.choices if choice[0] != ActivityKind.NOTE]
#: What ends a deal or follows from its way is not asked for on the way.
NOT_ASKED = {"pipeline", "stage", "win_reason", "loss_reason", "lost_to", "closing_note"}


class StageForm(forms.ModelForm):
    colour = forms.ChoiceField(label=_("Colour"), choices=[(name, COLOUR_NAMES[name]) for name in COLOURS])
    required_fields = forms.MultipleChoiceField(
        label=_("Fields to fill in before"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Stage
        fields = ("name", "colour", "outcome", "probability", "rots_after_days", "required_fields", "advice")
        labels = {
            "name": _("Name"),
            "outcome": _("Outcome"),
            "probability": _("Probability in percent"),
            "rots_after_days": _("Goes stale after days"),
            "advice": _("Advice for the salesperson"),
        }
        widgets = {"advice": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = business_object("sales.opportunity").fields
        offered = [(one.name, capfirst(str(one.label))) for one in fields.values() if one.editable]
        wanted = [choice for choice in offered if choice[0] not in NOT_ASKED]
        self.fields["required_fields"].choices = wanted  # type: ignore[attr-defined]
        self.fields["probability"].max_value = 100  # type: ignore[attr-defined]
        self._was = self.instance.name
        if self.instance.pk:
            self.initial["name"] = str(self.instance)

    def clean_name(self) -> str:
        """A name that the house gave stays as it is kept, and so in everybody's language, until somebody writes another."""
        name = " ".join(self.cleaned_data["name"].split())
        return self._was if self.instance.pk and name == self.initial["name"] else name

    def clean_probability(self) -> int:
        probability: int = self.cleaned_data["probability"]
        if probability > 100:
            raise forms.ValidationError(_("At most 100 percent."))
        return probability


class SuggestionForm(forms.ModelForm):
    """A row without a subject is one that nobody has filled."""

    subject = forms.CharField(label=_("Subject"), required=False, max_length=250)
    kind = forms.ChoiceField(label=_("Kind"), choices=PLANNED_KINDS)

    class Meta:
        model = Suggestion
        fields = ("kind", "subject", "due_in_days", "reminder_minutes", "automatic")
        labels = {
            "due_in_days": _("Due in days"),
            "reminder_minutes": _("Reminder, minutes before"),
            "automatic": _("Plan by itself"),
        }


class DocumentForm(forms.ModelForm):
    """A row without a title is one that nobody has filled."""

    title = forms.CharField(label=_("Title"), required=False, max_length=120)
    url = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")
    upload = forms.FileField(label=_("or a file"), required=False)

    class Meta:
        model = StageDocument
        fields = ("title", "url")

    def clean_upload(self) -> CheckedFile | None:
        upload = self.cleaned_data.get("upload")
        return checked(upload) if isinstance(upload, UploadedFile) else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        given = values.get("url") or values.get("upload") or self.instance.file_id
        if values.get("title") and not given and not self.errors:
            self.add_error("url", _("Give an address, or choose a file."))
        return values

    def kept(self, by: User) -> StageDocument:
        """The document, with its file on the disk."""
        found: StageDocument = self.instance
        if file := self.cleaned_data.get("upload"):
            found.file = Attachment.objects.create(
                name=file.name, content_type=file.content_type, size=file.size, sha256=store(file.file), by=by
            )
        return found


SuggestionForms = forms.modelformset_factory(Suggestion, form=SuggestionForm, extra=2, can_delete=True, max_num=20)
DocumentForms = forms.modelformset_factory(StageDocument, form=DocumentForm, extra=1, can_delete=True, max_num=20)
