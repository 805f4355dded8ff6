"""An engine for xlwings over openpyxl, on the free part of xlwings alone: macros run on real files.

It does what Excel would: whole numbers come back as floats, error values as None unless their text
is asked for, a formula as its last value. It refuses what Excel refuses: to write a locked cell or
format a protected sheet, to clear a part of a merged cell, to select where another sheet is in
front, to bring a hidden sheet there, a row higher or a column wider than there can be.
It is registered as ``excel``, so that xlwings' own conversions of arguments and answers use it.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import xlwings
from openpyxl import load_workbook
from xlwings import base_classes

from support.paper_sheets import PaperSheets

ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


class PaperEngine:
    """The engine, as xlwings asks it."""

    name, type = "excel", "desktop"

    def __init__(self):
        self.apps = PaperApps(self)

    @staticmethod
    def clean_value_data(data, datetime_builder, empty_as, number_builder, err_to_str):
        def clean(value):
            if value is None or value == "":
                return empty_as
            if isinstance(value, str):
                return (value if err_to_str else None) if value in ERRORS else value
            if isinstance(value, bool):
                return value
            if isinstance(value, dt.datetime):
                if datetime_builder is dt.datetime:
                    return value
                return datetime_builder(year=value.year, month=value.month, day=value.day)
            return number_builder(float(value)) if number_builder else float(value)

        return [[clean(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value, options):
        del options
        return "" if value is None else value


class PaperApps(base_classes.Apps):
    def __init__(self, engine):
        self.app = PaperApp(engine)

    def __iter__(self):
        return iter([self.app])

    def __len__(self):
        return 1

    def __getitem__(self, index):
        return self.app

    def keys(self):
        return [self.app.pid]


class PaperApp(base_classes.App):
    pid, visible, display_alerts, selection, books = 1, True, True, None, None

    def __init__(self, engine):
        self.engine_impl = engine
        self.books = PaperBooks(self)

    @property
    def engine(self):
        return self.engine_impl

    def activate(self, steal_focus=None):
        del steal_focus


class PaperBooks(base_classes.Books):
    app = None

    def __init__(self, app):
        self.app, self.open_books = app, []

    @property
    def active(self):
        return self.open_books[-1] if self.open_books else None

    def __iter__(self):
        return iter(self.open_books)

    def __len__(self):
        return len(self.open_books)

    def open(self, fullname, *args, **options):
        del args, options
        self.open_books.append(PaperBook(self, Path(fullname)))
        return self.open_books[-1]


class PaperBook(base_classes.Book):
    api = printer = None

    def __init__(self, books, path):
        self.books, self.path = books, path
        self.live = load_workbook(path, keep_vba=path.suffix == ".xlsm")
        self.cached = load_workbook(path, data_only=True)
        self.api = self.live

    @property
    def app(self):
        return self.books.app

    @property
    def name(self):
        return self.path.name

    @property
    def fullname(self):
        return str(self.path)

    @property
    def sheets(self):
        return PaperSheets(self)

    def save(self, path=None, password=None):
        del password
        self.live.save(path or self.path)

    def activate(self):
        """Nothing: there is one window."""

    def to_pdf(self, path, quality=None):
        """Through the printer that a test hands over; without one, as on a host that has none."""
        del quality
        if self.printer is None:
            raise OSError("no printer")
        self.printer(self, Path(path))


def install() -> PaperEngine:
    """The engine, registered once with xlwings."""
    for engine in xlwings.engines:
        if isinstance(engine.impl, PaperEngine):
            return engine.impl
    made = PaperEngine()
    engine = xlwings.main.Engine(impl=made)
    xlwings.engines.add(engine)
    xlwings.engines.active = engine
    return made


def open_book(path: Path) -> xlwings.Book:
    """A workbook on disk, as an xlwings Book."""
    return xlwings.Book(impl=install().apps.app.books.open(path))
