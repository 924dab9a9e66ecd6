"""The addresses of the API. Words stand for objects; an unknown one is a problem in JSON, not a page."""

from django.urls import path, register_converter
from django.urls.converters import PathConverter

from caruso.screens.api import docs
from caruso.screens.api.resource import resource
from caruso.screens.api.routes import bulk, document, history, imports, index, merging, record, records, schema


class AnyPathConverter(PathConverter):
    """Every character, line breaks too: whatever is asked of the API is answered by the API."""

    regex = "(?s:.+)"


register_converter(AnyPathConverter, "anypath")

_METHODS = ("get", "post", "put", "patch", "delete")

urlpatterns = [
    path("api/docs", docs.show_docs, name="api-docs"),
    path("api/v1/", resource(get=index.read_index), name="api-index"),
    path("api/v1/openapi.json", resource(get=document.read_document), name="api-openapi"),
    path("api/v1/imports", resource(post=imports.start), name="api-imports"),
    path("api/v1/imports/<int:number>", resource(get=imports.read), name="api-import"),
    path("api/v1/imports/<int:number>/report", resource(get=imports.report), name="api-import-report"),
    path("api/v1/imports/<int:number>/undo", resource(post=imports.undo), name="api-import-undo"),
    path("api/v1/<slug:word>", resource(get=records.list_records, post=records.create), name="api-list"),
    path("api/v1/<slug:word>/schema", resource(get=schema.read_schema), name="api-schema"),
    path("api/v1/<slug:word>/bulk", resource(post=bulk.bulk), name="api-bulk"),
    path(
        "api/v1/<slug:word>/<int:number>",
        resource(get=record.read, patch=record.change, delete=record.delete),
        name="api-record",
    ),
    path("api/v1/<slug:word>/<int:number>/restore", resource(post=record.restore), name="api-restore"),
    path("api/v1/<slug:word>/<int:number>/events", resource(get=history.list_events), name="api-events"),
    path("api/v1/<slug:word>/<int:number>/merge", resource(post=merging.merge), name="api-merge"),
    path("api/v1/<slug:word>/merges/<int:number>/undo", resource(post=merging.undo), name="api-undo-merge"),
    path("api/v1/<anypath:rest>", resource(**dict.fromkeys(_METHODS, index.nothing_here)), name="api-nothing"),
]
