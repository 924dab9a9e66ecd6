"""The firm's settings."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caruso.kernel.files.checking import CheckedFile
from caruso.kernel.files.pictures import thumbnail
from caruso.kernel.files.storing import store
from caruso.kernel.middleware import public
from caruso.kernel.models import Attachment, Organisation, User
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.request import Request
from caruso.ui.office.doors import administration
from caruso.ui.office.forms.firm import FirmForm

LOGO_SIZE = 256


@administration
def firm(request: Request) -> HttpResponse:
    organisation = Organisation.objects.get(pk=current_organisation().pk)
    form = FirmForm(request.POST or None, request.FILES or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        values = form.settings
        if form.cleaned_data["remove_logo"]:
            values["logo"] = None
        elif file := form.cleaned_data["logo_file"]:
            values["logo"] = _kept(file, request.user)
        organisation.change(values, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("office:settings")
    return render(request, "ui/office/settings.html", {"form": form, "organisation": organisation})


@public
def logo(request: HttpRequest) -> HttpResponse:
    """The firm's logo, which the sign-in page shows to everybody."""
    attachment = current_organisation().logo
    if attachment is None:
        raise Http404
    try:
        path = thumbnail(attachment.sha256, LOGO_SIZE)
    except OSError:
        raise Http404 from None
    headers = {"Cache-Control": "public, max-age=300"}
    return HttpResponse(path.read_bytes(), content_type="image/webp", headers=headers)


def _kept(file: CheckedFile, by: User) -> Attachment:
    return Attachment.objects.create(
        name=file.name, content_type=file.content_type, size=file.size, sha256=store(file.file), by=by
    )
