"""The module that Excel loads through xlwings: every worksheet function under its Excel name.

Nothing else imports it. xlwings looks its functions up by name, so they stand in the module itself.
"""

from __future__ import annotations

import os
import sys

import xlwings

from ..catalog import catalog
from ..settings import settings_file
from .faults import FaultBook
from .shells import shells
from .versions import FORM, XLWINGS, refusal

_FAULTS = FaultBook(settings_file(os.environ, sys.platform))
_REFUSED = refusal(XLWINGS, xlwings.__version__, FORM)

globals().update(shells(catalog(), xlwings, _FAULTS.keep, _REFUSED))
