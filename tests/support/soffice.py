"""Starts one headless LibreOffice and opens workbooks in it. Needs `uno`; see `office_driver.py`."""

import subprocess
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

FIRST_START_RESTARTS = 81  # soffice leaves with this once after it has made a new profile
START_SECONDS = 60
FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".pdf": "calc_pdf_Export",
}
# Never trust a cached value; never follow a link or run a macro of a workbook; leave no lock file
# beside it, nor stop at one that another program left; speak English.
SETTINGS = (
    ("Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("Calc/Formula/Load", "ODFRecalcMode", "0"),
    ("Calc/Content/Update", "Link", "1"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Misc", "UseLocking", "false"),
    ("Common/Misc", "UseDocumentSystemFileLocking", "false"),
)
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale"
 oor:op="fuse"><value>en-US</value></prop></item>
{settings}</oor:items>
"""
SETTING = """<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}"
 oor:op="fuse"><value>{value}</value></prop></item>
"""


class RefusedError(Exception):
    """The request cannot be done, and LibreOffice is well."""


def properties(**named):
    return tuple(PropertyValue(name, 0, value, 0) for name, value in named.items())


def url_of(path):
    return uno.systemPathToFileUrl(str(Path(path).resolve()))


def profile_text():
    settings = [SETTING.format(path=path, name=name, value=value) for path, name, value in SETTINGS]
    return PROFILE.format(settings="".join(settings))


class Soffice:
    """One headless LibreOffice and its desktop."""

    def __init__(self, program, profile, arguments=()):
        user = Path(profile) / "user"
        user.mkdir(parents=True, exist_ok=True)
        (user / "registrymodifications.xcu").write_text(profile_text(), encoding="utf-8")
        pipe = "bsa_" + Path(profile).name
        self.accept = f"pipe,name={pipe};urp;StarOffice.ComponentContext"
        self.command = [
            program, "--headless", "--invisible", "--norestore", "--nologo", "--nodefault",
            "--nofirststartwizard", "-env:UserInstallation=" + url_of(profile),
            "--accept=" + self.accept, *arguments,
        ]  # fmt: skip
        self.log = Path(profile) / "soffice.log"
        self.spawn()
        self.context = self.connect()
        services = self.context.ServiceManager
        self.desktop = services.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self.context
        )
        self.dispatcher = services.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", self.context
        )

    def spawn(self):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def connect(self):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        give_up = time.monotonic() + START_SECONDS
        while True:
            try:
                return resolver.resolve("uno:" + self.accept)
            except NoConnectException:
                ended = self.process.poll()
                if ended == FIRST_START_RESTARTS:
                    self.spawn()
                elif ended is not None or time.monotonic() > give_up:
                    said = self.log.read_text(errors="replace").strip()
                    raise SystemExit(f"soffice did not start (exit code {ended}): {said}") from None
                time.sleep(0.05)

    def open(self, path):
        """The document, recalculated from its formulas alone."""
        options = {"Hidden": True, "MacroExecutionMode": 0, "UpdateDocMode": 0}
        known = FILTERS.get(Path(path).suffix.lower())
        if known:
            options["FilterName"] = known
        if not Path(path).is_file() or Path(path).stat().st_size == 0:
            raise RefusedError(f"LibreOffice cannot open {path}: there is nothing in it.")
        try:
            document = self.desktop.loadComponentFromURL(
                url_of(path), "_blank", 0, properties(**options)
            )
        except DisposedException:
            raise
        except Exception as fault:
            raise RefusedError(f"LibreOffice cannot open {path}: {fault}") from fault
        if document is None:
            raise RefusedError(f"LibreOffice cannot open {path}.")
        document.calculateAll()
        return document

    def stop(self):
        try:
            self.desktop.terminate()
            self.process.wait(10)
        except Exception:  # noqa: BLE001  (whatever went wrong, it must be gone afterwards)
            self.process.kill()
            self.process.wait()
