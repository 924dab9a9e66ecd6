"""Addresses that were in use before the modeller."""

from django.http import HttpResponse
from django.shortcuts import redirect

from caruso.kernel.request import Request
from caruso.ui.office.doors import administration


@administration
def all_fields(request: Request) -> HttpResponse:
    return redirect("objects:all")


@administration
def one_field(request: Request, number: int) -> HttpResponse:
    return redirect("objects:field", number)


@administration
def new_field(request: Request, object: str) -> HttpResponse:
    return redirect("objects:new_field", object)
