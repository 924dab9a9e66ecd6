"""`/api/v1/openapi.json`: what the caller may ask, for programs to read."""

from django.http import HttpResponse

from caruso.screens.api.openapi import document_for
from caruso.screens.api.parameters import parameters
from caruso.screens.api.reply import reply
from caruso.screens.api.resource import Call


def read_document(call: Call) -> HttpResponse:
    parameters(call.request)
    return reply(document_for(call.person))
