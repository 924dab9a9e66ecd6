"""Seeing Caruso as a role does."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from caruso.kernel.events.administration import record_administration
from caruso.kernel.models import Role
from caruso.kernel.request import Request
from caruso.ui.office.doors import administration


@require_POST
@administration
def see_as(request: Request, number: int) -> HttpResponse:
    """Only for who may do everything: a role could otherwise show more than the own one."""
    if not request.user.access.everything:
        raise PermissionDenied
    role = get_object_or_404(Role, pk=number)
    request.session["seen_as"] = role.pk
    record_administration(role, "seen as", by=request.user)
    return redirect("/")


@require_POST
def back(request: Request) -> HttpResponse:
    request.session.pop("seen_as", None)
    return redirect("/")
