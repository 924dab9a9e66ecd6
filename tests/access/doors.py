"""Every address of the house, as the resolver knows it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

OURS = {"kernel", "ui", "office", "customers", "sales", "screens", "objects", "layouts", "mapped"}


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """`screens:list` and the like, with the pattern."""
    yield from _below(get_resolver(), "")


def _below(resolver: URLResolver, space: str) -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _below(one, one.namespace or space)
        else:
            yield f"{space}:{one.name}", one
