"""PDF of a page that prints; by WeasyPrint, where Pango is installed (ADR 9)."""

import logging
from functools import cache
from typing import Any

from django.urls import reverse

from caruso.kernel.files.pictures import thumbnail
from caruso.kernel.models.organisation import current_organisation
from caruso.ui import assets

#: No host of this name can exist (RFC 2606), so that nothing is ever called, whatever a document says.
BASE = "https://caruso.invalid"
LOGO_SIZE = 640


class NoPdf(Exception):
    """This machine cannot make PDF: Pango is missing."""


@cache
def can_make_pdf() -> bool:
    try:
        _weasyprint()
    except NoPdf:
        return False
    return True


def pdf_of(html: str) -> bytes:
    """The page as PDF. Raises NoPdf."""
    return _lay_out(_weasyprint(), html)


def _lay_out(weasyprint: Any, html: str) -> bytes:
    page = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=_fetcher())
    return bytes(page.write_pdf())


def _weasyprint() -> Any:
    """Read on the first use: it takes longer than the rest of Caruso together."""
    try:
        import weasyprint
    except (ImportError, OSError) as problem:
        raise NoPdf(str(problem)) from problem
    # It warns of what is meant for browsers only.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return weasyprint


@cache
def _fetcher() -> Any:
    """What pages may take in: our own assets, the firm's logo, and pictures that stand in the page."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class HouseFetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:image/"):
                return super().fetch(url, headers)
            content_type, content = _asset(url.removeprefix(BASE)) if url.startswith(BASE) else ("", None)
            if content is None:
                raise ValueError(f"Pages may not take in {url[:200]}")
            return URLFetcherResponse(url, content, {"Content-Type": content_type})

    return HouseFetcher()


def _asset(path: str) -> tuple[str, bytes | None]:
    """Content type and content behind one of our addresses; None where there is none."""
    if path.startswith("/assets/"):
        name = path.removeprefix("/assets/").partition("/")[2]
        return assets.TYPES.get(name[name.rfind(".") :], ""), assets.content(name, "")
    if path == reverse("office:logo"):
        logo = current_organisation().logo
        return "image/webp", thumbnail(logo.sha256, LOGO_SIZE).read_bytes() if logo else None
    return "", None
