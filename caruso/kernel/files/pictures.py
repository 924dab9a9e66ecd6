"""Pictures: whether they are, and small ones of them."""

import os
import tempfile
import warnings
from pathlib import Path
from typing import IO

from django.conf import settings
from PIL import Image, ImageOps

from caruso.kernel.files.storing import path_of

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
#: A picture of a few kilobytes can claim to be gigabytes large; no camera makes more than this many pixels.
MOST_PIXELS = 60_000_000
SIZES = (64, 128, 256, 640)
_DAMAGED = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning)


def opens_as_picture(file: IO[bytes]) -> bool:
    """Whether this is a picture of a size that can be handled; leaves the file at its beginning."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as picture:
                fits = 0 < picture.width * picture.height <= MOST_PIXELS
                if fits:
                    picture.verify()
                return fits
    except _DAMAGED:
        return False
    finally:
        file.seek(0)


def thumbnail(sha256: str, size: int) -> Path:
    """The picture as WebP within a square of `size` pixels; made once.

    Raises ValueError for another size than those of SIZES, and OSError for what cannot be made small.
    """
    if size not in SIZES:
        raise ValueError(size)
    path = settings.VAR_DIR / "thumbnails" / sha256[:2] / sha256[2:4] / f"{sha256}-{size}.webp"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_small(path_of(sha256), path, size)
    return path


def _make_small(source: Path, path: Path, size: int) -> None:
    try:
        with Image.open(source, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise OSError("too many pixels")
            picture.draft("RGB", (size, size))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((size, size))
            small = upright.convert("RGBA" if upright.mode in ("RGBA", "LA", "P") else "RGB")
    except _DAMAGED as problem:
        raise OSError("cannot be made small") from problem
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        small.save(file, "WEBP", quality=82)
    os.replace(temporary, path)
