"""Zip archives made entry by entry, so that each field of their headers can be set to a lie."""

import struct
import zlib

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


class Entry:
    """One part of a zip archive, each field of its two headers to be set at will."""

    def __init__(self, name, content, method=8):
        deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
        self.name, self.local_name = name, name
        self.data = deflater.compress(content) + deflater.flush() if method == 8 else content
        self.method, self.flags, self.attributes = method, 0, 0
        self.crc, self.size, self.packed = zlib.crc32(content), len(content), len(self.data)
        self.local_flags = self.local_method = self.local_sizes = None
        self.local_extra, self.extra, self.after, self.before, self.at = b"", b"", b"", b"", None

    def local(self):
        flags = self.flags if self.local_flags is None else self.local_flags
        method = self.method if self.local_method is None else self.local_method
        sizes = self.local_sizes or (self.crc, self.packed, self.size)
        return self.before, struct.pack(
            "<4s5H3L2H", LOCAL, 20, flags, method, 0, 33, *sizes,
            len(self.local_name), len(self.local_extra),
        ) + self.local_name + self.local_extra + self.data + self.after  # fmt: skip

    def central(self, at):
        return struct.pack(
            "<4s6H3L5H2L", CENTRAL, 20, 20, self.flags, self.method, 0, 33, self.crc, self.packed,
            self.size, len(self.name), len(self.extra), 0, 0, 0, self.attributes << 16,
            at if self.at is None else self.at,
        ) + self.name + self.extra  # fmt: skip


def archive(entries, *, tail=b"", gap=b"", count=None, end_offset=0):
    body, directory = b"", b""
    for entry in entries:
        before, local = entry.local()
        body += before
        directory += entry.central(len(body))
        body += local
    body += gap
    count = len(entries) if count is None else count
    end = struct.pack(
        "<4s4H2LH", END, 0, 0, count, count, len(directory), len(body) + end_offset, 0
    )
    return body + directory + end + tail
