"""Published files, as states put them on the web, to a district.

In order: cds, vocabulary, alignment and published recognise a table; count_years, school_facts,
set_apart, districts and gathering sort its rows; school_rows and account_codes read them; cde puts
California's files together.
"""

from .cde import PUBLISHERS, import_cde, import_published
from .imported import Imported, RowsOfFile

__all__ = ["PUBLISHERS", "Imported", "RowsOfFile", "import_cde", "import_published"]
