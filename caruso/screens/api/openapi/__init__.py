"""The OpenAPI 3.1 document, made from the descriptions when it is asked for."""

from caruso.screens.api.openapi.document import document_for

__all__ = ["document_for"]
