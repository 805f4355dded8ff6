"""Excel on Windows, through the free part of xlwings: registration, VBA, ribbon, and the build.

What Excel itself loads (VBA, ribbon, workbooks) is made from the text in this folder, on any
system, without Excel. In order: versions, faults; conversion, shells, worksheet (functions in
cells); presses, buttons (macros); xlwings_vba, stand_in, vba_files, ribbon, packages, products (the
build); asking, machine, conf, install, points, pythons, doctor (setting up). Excel alone loads
worksheet and buttons.
"""

from .asking import Holding
from .doctor import examine, told
from .install import EXCEL, LIBREOFFICE, CannotInstallError, Task, tasks
from .machine import Machine, this_machine
from .packages import settled
from .points import Point
from .products import control_workbook, desktop_addin, school_workbook
from .vba_files import write_generated

__all__ = [
    "EXCEL",
    "LIBREOFFICE",
    "CannotInstallError",
    "Holding",
    "Machine",
    "Point",
    "Task",
    "control_workbook",
    "desktop_addin",
    "examine",
    "school_workbook",
    "settled",
    "tasks",
    "this_machine",
    "told",
    "write_generated",
]
