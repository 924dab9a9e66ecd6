"""Small exports at once, written while they are read."""

from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from asgiref.sync import sync_to_async
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from caruso.screens.lists.query import ListQuery
from caruso.screens.transfer.exporting.columns import ExportColumns
from caruso.screens.transfer.exporting.formats import FORMATS, writer_for
from caruso.screens.transfer.exporting.pages import pages

PIECE = 256 * 1024
Piece = TypeVar("Piece", str, bytes)


def pieces_of(query: ListQuery, columns: ExportColumns, format: str) -> Iterator[bytes]:
    """The file in pieces, a page of records each."""
    writer = writer_for(format, columns)
    yield writer.start()
    for records, _after in pages(query, columns):
        yield writer.page(records)
    yield writer.end()


def respond(query: ListQuery, columns: ExportColumns, format: str, name: str) -> HttpResponseBase:
    """The file as an answer, to be saved under `name`."""
    pieces = as_they_come(pieces_of(query, columns, format))
    return as_download(StreamingHttpResponse(pieces, content_type=FORMATS[format]), name)


def as_download(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def respond_with_file(path: Path, content_type: str, name: str) -> HttpResponseBase:
    """A file of any size, sent piece by piece."""
    pieces = iter(partial(path.open("rb").read, PIECE), b"")
    response = StreamingHttpResponse(as_they_come(pieces), content_type=content_type)
    response["Content-Length"] = path.stat().st_size
    return as_download(response, name)


async def as_they_come(pieces: Iterator[Piece]) -> AsyncIterator[Piece]:
    """The pieces for an asynchronous server, which would otherwise collect them all before sending the first."""
    step = sync_to_async(lambda: next(pieces, None))
    while (piece := await step()) is not None:
        yield piece
