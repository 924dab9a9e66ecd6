"""Assets are answered before anything asks who is there: no session, no query, no cookie in the way of the cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from caruso.ui import assets

PACKED = {".css", ".js", ".svg"}


class AssetMiddleware:
    """Serves `/assets/<version>/<name>`; the browser keeps an answer for ever when the version is the current one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/assets/"):
            return self.get_response(request)
        version, _slash, name = request.path_info.removeprefix("/assets/").partition("/")
        return self._answer(version, name, request.headers.get("Accept-Encoding", ""))

    def _answer(self, version: str, name: str, accepted: str) -> HttpResponse:
        suffix = name[name.rfind(".") :]
        encoding = next((known for known in ("br", "gzip") if suffix in PACKED and known in accepted), "")
        body = assets.content(name, encoding)
        if body is None:
            return HttpResponseNotFound()
        fresh = version == assets.version()
        response = HttpResponse(body, content_type=assets.TYPES[suffix])
        response["Cache-Control"] = "public, max-age=31536000, immutable" if fresh else "no-cache"
        response["Vary"] = "Accept-Encoding"
        if encoding:
            response["Content-Encoding"] = encoding
        return response
