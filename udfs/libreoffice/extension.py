"""Makes the extension for LibreOffice, bsa_xl.oxt, on any system: the same catalog, the same parts.

Its functions, their help texts and UNO's type library are made from the catalog; the Python files
are the ones of this folder, in folders of the same names, so that they import one another alike.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from bsa_xl import __version__

from ..catalog import Function, catalog
from .type_library import type_library

UDFS = Path(__file__).resolve().parents[1]
#: The licence lies in the repository beside the folder udfs; only the build needs it.
LICENCE = UDFS.parent / "LICENSE"
INTERFACE = "bsaxl.calc.XFunctions"
#: A year that every zip can hold: the same parts give the same file.
MOMENT = (1980, 1, 1, 0, 0, 0)
#: Files that run inside LibreOffice, copied as they are.
FILES = ("__init__.py", "settings.py", "libreoffice/__init__.py", *(
    f"libreoffice/addin/{name}.py"
    for name in (
        "__init__", "protocol", "finding_python", "worker_process", "session", "component",
    )
))  # fmt: skip
INSIDE = "pythonpath/bsa_xl_udfs"
#: What Calc can be asked besides the catalog: both are answered without a worker.
ABOUT = (
    ("faults", "What the last functions that failed said, newest first: the function, the text."),
    ("status", "Whether the functions of BSA-XL are answered on this computer, else what to do."),
)
LOADER = """import unohelper
from bsa_xl_udfs.libreoffice.addin.component import with_functions

AddIn = with_functions()
g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(AddIn, AddIn.implementation, AddIn.services)
"""
COMPONENTS = """<?xml version="1.0" encoding="UTF-8"?>
<components xmlns="http://openoffice.org/2010/uno-components">
 <component loader="com.sun.star.loader.Python" uri="bsa_xl_calc.py">
  <implementation name="bsaxl.calc.Functions">
   <service name="BSA"/>
   <service name="com.sun.star.sheet.AddIn"/>
  </implementation>
 </component>
</components>
"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
 <manifest:file-entry manifest:full-path="bsa_xl.rdb"
  manifest:media-type="application/vnd.sun.star.uno-typelibrary;type=RDB"/>
 <manifest:file-entry manifest:full-path="bsa_xl.components"
  manifest:media-type="application/vnd.sun.star.uno-components"/>
</manifest:manifest>
"""
DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006"
 xmlns:lo="http://libreoffice.org/extensions/description/2011"
 xmlns:xlink="http://www.w3.org/1999/xlink">
 <identifier value="bsaxl.calc"/>
 <version value="{version}"/>
 <display-name><name lang="en">BSA-XL functions for Calc</name></display-name>
 <publisher><name lang="en">BSA-XL</name></publisher>
 <extension-description><src lang="en" xlink:href="description.txt"/></extension-description>
 <dependencies>
  <lo:LibreOffice-minimal-version value="7.2" lo:name="LibreOffice 7.2"/>
 </dependencies>
</description>
"""
ABOUT_TEXT = """Student-based budgeting in cells: functions such as =BSA.{example}(...).
BSA-XL itself must be installed on this computer; =BSA.STATUS() says whether it answers.
"""


def method_of(name: str) -> str:
    """A name as UNO takes it, which allows no underscore: ``shareout``."""
    return name.replace("_", "")


def functions() -> list[dict[str, Any]]:
    """Every function as the add-in knows it: functions.json."""
    return [_told(function) for function in catalog()] + [
        {
            "name": name,
            "method": name,
            "shown": f"BSA.{name.upper()}",
            "help": text,
            "arguments": [],
        }
        for name, text in ABOUT
    ]


def parts() -> dict[str, bytes]:
    """Every part of the extension by its name, in order."""
    known = functions()
    methods = {
        each["method"]: [method_of(argument["name"]) for argument in each["arguments"]]
        for each in known
    }
    example = known[0]["shown"].removeprefix("BSA.")
    told = {"version": __version__, "functions": known}
    made = {
        "META-INF/manifest.xml": MANIFEST.encode(),
        "description.xml": DESCRIPTION.format(version=__version__).encode(),
        "description.txt": ABOUT_TEXT.format(example=example).encode(),
        "LICENSE": _text(LICENCE),
        "bsa_xl.rdb": type_library(INTERFACE, methods),
        "bsa_xl.components": COMPONENTS.encode(),
        "bsa_xl_calc.py": LOADER.encode(),
    }
    for name in FILES:
        made[f"{INSIDE}/{name}"] = _text(UDFS / name)
    made[f"{INSIDE}/libreoffice/addin/functions.json"] = (
        json.dumps(told, indent=1) + "\n"
    ).encode()
    return made


def extension() -> bytes:
    """The extension: bsa_xl.oxt."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts().items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, data)
    return file.getvalue()


def _text(path: Path) -> bytes:
    """A file of the repository; a checkout on Windows gives the same part."""
    return path.read_bytes().replace(b"\r\n", b"\n")


def _told(function: Function) -> dict[str, Any]:
    return {
        "name": function.name,
        "method": method_of(function.name),
        "shown": function.calc_name,
        "help": function.help,
        "arguments": [
            {"name": argument.name, "help": argument.help} for argument in function.arguments
        ],
    }
