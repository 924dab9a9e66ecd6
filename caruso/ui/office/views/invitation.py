"""Invitations: the administrator makes them, the person invited sets a password."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from caruso.kernel.middleware import public
from caruso.kernel.models import User
from caruso.kernel.people.invitation import (
    LIFETIME_DAYS,
    accept,
    invitation_token,
    invited_person,
    send_invitation,
)
from caruso.kernel.request import Request
from caruso.ui.office.doors import administration
from caruso.ui.office.forms.beginning import NewPasswordForm


@never_cache
@administration
def invite(request: Request, number: int) -> HttpResponse:
    """The link to hand over; posted, it goes by e-mail too."""
    person = get_object_or_404(User.objects.active(), pk=number)
    if person.is_superuser and not request.user.access.everything:
        raise Http404
    address = request.build_absolute_uri(reverse("office:invitation", args=[invitation_token(person)]))
    if request.method == "POST":
        if send_invitation(person, address, by=request.user):
            messages.success(request, _("The link went to %(email)s.") % {"email": person.email})
        else:
            messages.error(request, _("No e-mail left; hand the link over yourself."))
        return redirect("office:invite", number)
    context = {"person": person, "address": address, "days": LIFETIME_DAYS}
    return render(request, "ui/office/invited.html", context)


@never_cache
@public
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link leads."""
    person = invited_person(token)
    if person is None:
        return render(request, "ui/office/invitation_over.html", status=404)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accept(token, form.cleaned_data["password"])
        except ValidationError as problem:
            form.add_error("password", problem)
        else:
            messages.success(request, _("Your password is set. Sign in with it."))
            return redirect("account_login")
    return render(request, "ui/office/invitation.html", {"form": form, "person": person})
