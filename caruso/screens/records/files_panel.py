"""The panel of a record's files."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caruso.kernel.access.queryset import reaches
from caruso.kernel.files.attaching import files_of
from caruso.kernel.files.views import address_of_file
from caruso.screens.description.parts import Panel

MOST = 20


class FilesPanel(Panel):
    """Files on the record, with a place to add more."""

    template = "screens/records/_files.html"
    label, icon = _("Files"), "paperclip"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        files = [(file, address_of_file(file)) for file in files_of(record)[:MOST]]
        if not files and not reaches(record, user, "edit"):
            return None
        return {"files": files, "add": reverse("kernel:add_files", args=[record._meta.label_lower, record.pk])}
