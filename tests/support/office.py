"""LibreOffice as the judge: what a workbook's formulas come to when nobody's cached value is trusted.

One headless LibreOffice serves a whole test run (the fixture `office`). It is driven through
`office_driver.py` under the system's own Python, so the version of the tests' Python does not matter.
"""

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

DRIVER = Path(__file__).with_name("office_driver.py")
PYTHONS = ("/usr/bin/python3", "python3", "/usr/lib/libreoffice/program/python")
REMEDY = "on Debian: apt-get install libreoffice-calc python3-uno poppler-utils"
START_SECONDS = 90
EXCEL_DAY_ZERO = date(1899, 12, 30)  # Excel counts days from here, from March 1900 on


@dataclass(frozen=True, slots=True)
class CellError:
    """What a formula that failed shows: ``#N/A``, ``#VALUE!``, or LibreOffice's own ``Err:502``."""

    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula typed into a cell, written as in Excel's files: ``=SUM(Staffing!A1:A3,2)``."""

    text: str


Value = float | str | bool | CellError
Typed = str | int | float | Decimal | bool | date | Formula | None
Values = dict[str, dict[str, Value]]
Inputs = Mapping[str, Mapping[str, Typed]]


class RefusedError(Exception):
    """LibreOffice is well, but cannot do what was asked: the message says why."""


class OfficeDiedError(Exception):
    """LibreOffice ended, or took too long, twice in a row on the same request."""


def as_decimal(number: float) -> Decimal:
    """The number as Excel shows it: 15 significant digits, so that 0.1 + 0.2 is 0.3."""
    return Decimal(f"{number:.15g}")


class Office:
    """One headless LibreOffice with a profile and a pipe of its own; it restarts when it dies.

    It starts with the first request. A request that outlives ``seconds`` counts as a death.
    """

    def __init__(
        self,
        seconds: float = 240,
        arguments: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._seconds = seconds
        self._arguments = arguments
        self._environment = clean_environment() | dict(environment or {})
        self._driver: subprocess.Popen[str] | None = None
        self._replies: queue.Queue[str] = queue.Queue()
        self._profile: Path | None = None
        self.soffice_pid: int | None = None

    def recalculate(self, path: Path, *, everything: bool = False) -> Values:
        """The value of every formula cell, by sheet and reference, after a hard recalculation.

        Numbers are floats exactly as Calc holds them, texts are str, TRUE and FALSE are bool where
        Calc shows them so, failures are `CellError`. With ``everything``, typed cells come too.
        Hidden sheets are included; the file is not changed.
        """
        return self._values({"path": str(path), "read": _which(everything)})

    def fill_and_recalculate(
        self,
        path: Path,
        inputs: Inputs,
        *,
        everything: bool = False,
        even_locked: bool = False,
        insert_rows: Mapping[str, Sequence[int]] | None = None,
        save_as: Path | None = None,
    ) -> Values:
        """Fill cells, then the values of `recalculate`; the file itself is not changed.

        A str stays a text whatever it looks like, None clears, a `Formula` is compiled, a date is
        its Excel number. A locked cell of a protected sheet is refused unless ``even_locked``;
        clearing one always is.
        ``insert_rows`` first puts blank rows in at these numbers, by sheet, and lifts its protection.
        ``save_as`` keeps the filled workbook as LibreOffice writes it.
        """
        filled = {
            sheet: {reference: _encoded(typed) for reference, typed in cells.items()}
            for sheet, cells in inputs.items()
        }
        request = {"path": str(path), "fill": filled, "even_locked": even_locked}
        if insert_rows:
            request["insert"] = {sheet: list(numbers) for sheet, numbers in insert_rows.items()}
        return self._values(request | {"read": _which(everything), "out": _text(save_as)})

    def type_into(
        self, path: Path, typed: Mapping[str, Mapping[str, str]], *, save_as: Path | None = None
    ) -> Values:
        """Enter texts as the keyboard does, then every value.

        Locked cells stay as they were, silently; "12" becomes a number, "=A1" a formula.
        Drop-down lists and other validations are not enforced by LibreOffice here.
        """
        request = {"path": str(path), "type": {s: dict(cells) for s, cells in typed.items()}}
        return self._values(request | {"read": "everything", "out": _text(save_as)})

    def resave(self, path: Path, out: Path) -> Path:
        """The workbook as LibreOffice writes it."""
        self._ask({"path": str(path), "out": str(out)})
        return out

    def to_pdf(self, path: Path, out: Path, sheet: str | None = None) -> Path:
        """The printed pages, of all visible sheets or of one, hidden or not."""
        self._ask({"path": str(path), "out": str(out), "sheet": sheet})
        return out

    def close(self) -> None:
        """End LibreOffice and remove its profile."""
        driver, self._driver, self.soffice_pid = self._driver, None, None
        if driver is not None:
            with contextlib.suppress(OSError):
                driver.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                driver.wait(20)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(driver.pid, signal.SIGKILL)
            driver.wait()
            driver.stdout.close()
        if self._profile is not None:
            shutil.rmtree(self._profile, ignore_errors=True)
            self._profile = None

    def _values(self, request: dict[str, object]) -> Values:
        sheets = self._ask(request)
        return {
            name: {reference: _decoded(value) for reference, value in cells.items()}
            for name, cells in sheets.items()
        }

    def _ask(self, request: dict[str, object]) -> dict[str, dict[str, object]]:
        """Every request leaves its file as it was, so one that met a death is simply made again."""
        for last_try in (False, True):
            try:
                if self._driver is None:
                    self._start()
                self._driver.stdin.write(json.dumps(request) + "\n")
                self._driver.stdin.flush()
                reply = self._reply(self._seconds)
            except (OSError, OfficeDiedError) as death:
                self._kill()
                if last_try:
                    raise OfficeDiedError(f"{death} (request: {str(request)[:300]})") from death
            else:
                if "refused" in reply:
                    raise RefusedError(reply["refused"])
                return reply["answer"]
        raise AssertionError

    def _start(self) -> None:
        self._profile = Path(tempfile.mkdtemp(prefix="bsa_office_"))
        self._replies = queue.Queue()
        self._driver = subprocess.Popen(
            [system_python(), DRIVER, soffice_program(), self._profile, *self._arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=self._environment,
            start_new_session=True,  # soffice shares the group, so that both can be ended together
        )
        listener = threading.Thread(
            target=_listen, args=(self._driver.stdout, self._replies), daemon=True
        )
        listener.start()
        self.soffice_pid = self._reply(START_SECONDS)["ready"]

    def _reply(self, seconds: float) -> dict[str, object]:
        try:
            line = self._replies.get(timeout=seconds)
        except queue.Empty:
            raise OfficeDiedError(f"LibreOffice took more than {seconds:.0f} seconds") from None
        if not line:
            raise OfficeDiedError("LibreOffice ended")
        return json.loads(line)

    def _kill(self) -> None:
        if self._driver is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._driver.pid, signal.SIGKILL)
        self.close()


def _listen(stream: Iterator[str], replies: "queue.Queue[str]") -> None:
    with contextlib.suppress(ValueError):  # the stream was closed under us
        for line in stream:
            replies.put(line)
    replies.put("")


def _which(everything: bool) -> str:
    return "everything" if everything else "formulas"


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _encoded(typed: Typed) -> dict[str, object] | None:
    match typed:
        case None:
            return None
        case Formula():
            return {"formula": typed.text}
        case str():
            return {"text": typed}
        case bool():
            return {"boolean": typed}
        case date():
            return {"number": str((typed - EXCEL_DAY_ZERO).days)}
        case _:
            return {"number": str(typed)}


def _decoded(value: object) -> Value:
    return CellError(value["error"]) if isinstance(value, dict) else value


def clean_environment() -> dict[str, str]:
    """Ours without what would lead another Python astray, and in English."""
    led_astray = ("PYTHON", "VIRTUAL_ENV", "PYENV", "LC_", "LANG")
    kept = {name: text for name, text in os.environ.items() if not name.startswith(led_astray)}
    return kept | {"LC_ALL": "C.UTF-8"}


def soffice_program() -> str:
    """The program itself, past the wrapper script; empty when LibreOffice is not installed."""
    wrapper = shutil.which("soffice") or shutil.which("libreoffice")
    if wrapper is None:
        return ""
    program = Path(wrapper).resolve().with_name("soffice.bin")
    return str(program) if program.exists() else ""


def system_python() -> str:
    """A Python that can import uno; empty when there is none."""
    for candidate in PYTHONS:
        found = shutil.which(candidate)
        if found is None:
            continue
        tried = subprocess.run(
            [found, "-c", "import uno"], capture_output=True, env=clean_environment(), check=False
        )
        if tried.returncode == 0:
            return found
    return ""


def why_no_office() -> str:
    """Why LibreOffice cannot be driven or its pages rendered here, and the remedy; else empty."""
    if not soffice_program():
        return f"LibreOffice Calc is not installed; {REMEDY}"
    if not system_python():
        return f"no Python here can import uno, LibreOffice's bridge; {REMEDY}"
    if not shutil.which("pdftoppm"):
        return f"pdftoppm, which turns pages into pictures, is not installed; {REMEDY}"
    return ""


def render(pdf: Path, folder: Path | None = None, dpi: int = 100) -> list[Path]:
    """One PNG for each page of a PDF, for people to look at, beside it or in ``folder``."""
    folder = pdf.parent if folder is None else folder
    folder.mkdir(parents=True, exist_ok=True)
    stem = folder / pdf.stem
    subprocess.run(["pdftoppm", "-png", "-r", str(dpi), pdf, stem], check=True)
    return sorted(folder.glob(f"{pdf.stem}-*.png"))
