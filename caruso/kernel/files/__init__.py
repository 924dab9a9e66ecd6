"""Files on records: checked by content, kept under their SHA-256, served to who may see the record."""

from caruso.kernel.files.attaching import attach, detach, files_of, visible_attachment
from caruso.kernel.files.checking import Refused, checked
from caruso.kernel.files.storing import path_of, store

__all__ = ["Refused", "attach", "checked", "detach", "files_of", "path_of", "store", "visible_attachment"]
