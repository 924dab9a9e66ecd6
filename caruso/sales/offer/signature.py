"""A signature drawn with the finger or the mouse, as the page sends it."""

import base64
import binascii
import io

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

from caruso.kernel.files.storing import store

PREFIX = "data:image/png;base64,"
LONGEST = 400_000
WIDEST, HIGHEST = 2400, 1200


def kept_signature(sent: str) -> str:
    """The SHA-256 under which the picture is kept, drawn anew so that nothing but the strokes comes in; empty for none.

    Raises ValidationError for what is no drawing.
    """
    if not sent:
        return ""
    if not sent.startswith(PREFIX) or len(sent) > LONGEST:
        raise _refusal()
    try:
        content = base64.b64decode(sent.removeprefix(PREFIX), validate=True)
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            if picture.width > WIDEST or picture.height > HIGHEST:
                raise _refusal()
            strokes = picture.convert("RGBA")
    except (binascii.Error, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise _refusal() from None
    if strokes.getchannel("A").getextrema()[1] == 0:
        return ""
    file = io.BytesIO()
    strokes.save(file, "PNG")
    return store(file)


def _refusal() -> ValidationError:
    return ValidationError(_("The signature could not be read. Please draw it again."), code="signature")
