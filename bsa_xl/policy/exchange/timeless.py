"""A workbook without the moment at which it was written: the same policy, the same bytes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

_ZIP_DATE = (2000, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def without_time(package: bytes) -> bytes:
    """The same workbook, as if every part of it had been written on the same day.

    Args:
        package: as openpyxl saves it, which writes the time into every entry and into its
            properties, whatever they say.
    """
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == _CORE:
                data = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", data)
            new.writestr(zipfile.ZipInfo(info.filename, _ZIP_DATE), data, zipfile.ZIP_DEFLATED, 6)
    return made.getvalue()
