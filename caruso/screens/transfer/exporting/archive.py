"""A zip archive written piece by piece, so that a killed worker's export goes on where it stood.

Libraries keep the state of the compression in memory. Here every piece ends on a byte (a *sync flush* of DEFLATE), and
what a later step must know is plain JSON. Sizes stand behind the data, as in every streamed archive
(APPNOTE.TXT of PKWARE, 4.3.9).
"""

import struct
import zlib
from typing import Any

_STREAMED_UTF8 = 0x0808
_DEFLATE = 8
_VERSION = 20
#: The first of January 1980: the least that the format knows.
_NO_TIME = (0, 0x21)
_LAST_BLOCK = b"\x03\x00"


class Archive:
    """Each method gives the bytes to append. `state` is `{"length", "parts": [[name, offset, crc, packed, size]]}`."""

    def __init__(self, state: dict[str, Any] | None = None) -> None:
        self.state: dict[str, Any] = state or {"length": 0, "parts": []}

    @property
    def size(self) -> int:
        """Bytes of the part being written, before they were packed."""
        size: int = self.state["parts"][-1][4]
        return size

    def begin(self, name: str) -> bytes:
        """Begin a part; the one before must be ended."""
        self.state["parts"].append([name, self.state["length"], 0, 0, 0])
        header = struct.pack(
            "<4s5H3I2H", b"PK\3\4", _VERSION, _STREAMED_UTF8, _DEFLATE, *_NO_TIME, 0, 0, 0, len(name), 0
        )
        return self._counted(header + name.encode("ascii"))

    def add(self, content: bytes) -> bytes:
        packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = packer.compress(content) + packer.flush(zlib.Z_SYNC_FLUSH)
        part = self.state["parts"][-1]
        part[2] = zlib.crc32(content, part[2])
        part[3] += len(packed)
        part[4] += len(content)
        return self._counted(packed)

    def end_part(self) -> bytes:
        part = self.state["parts"][-1]
        part[3] += len(_LAST_BLOCK)
        return self._counted(_LAST_BLOCK + struct.pack("<4s3I", b"PK\7\10", *part[2:]))

    def whole(self, name: str, content: str) -> bytes:
        """A part in one piece."""
        return self.begin(name) + self.add(content.encode()) + self.end_part()

    def end(self) -> bytes:
        """The directory, with which the archive is complete."""
        entries = b""
        for name, offset, crc, packed, size in self.state["parts"]:
            entries += struct.pack(
                "<4s6H3I5H2I", b"PK\1\2", _VERSION, _VERSION, _STREAMED_UTF8, _DEFLATE, *_NO_TIME, crc, packed, size,
                len(name), 0, 0, 0, 0, 0, offset,
            )  # fmt: skip
            entries += name.encode("ascii")
        count = len(self.state["parts"])
        start = self.state["length"]
        return self._counted(entries + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(entries), start, 0))

    def _counted(self, written: bytes) -> bytes:
        self.state["length"] += len(written)
        return written
