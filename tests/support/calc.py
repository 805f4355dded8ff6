"""LibreOffice with our functions in its cells: the extension that the code builds, not installed."""

import io
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

from bsa_xl.udfs.libreoffice.extension import extension

from support.office import Inputs, Office, Values, _encoded, soffice_program


class Calc(Office):
    """LibreOffice with the add-in.

    Args:
        folder: where the extension is unpacked.
        python: the Python that the add-in asks; empty where none is to be found.
        environment: what is added to it besides.
        data: the extension; the one that the code builds.
    """

    def __init__(
        self,
        folder: Path,
        python: str = sys.executable,
        environment: Mapping[str, str] | None = None,
        data: bytes | None = None,
    ) -> None:
        with zipfile.ZipFile(io.BytesIO(data or extension())) as package:
            package.extractall(folder)
        program = Path(soffice_program()).parent.as_uri()
        ours = {"BSA_XL_PYTHON": python} | dict(environment or {})
        types, components = folder / "bsa_xl.rdb", folder / "bsa_xl.components"
        super().__init__(
            arguments=(
                f"-env:URE_MORE_TYPES=<{program}/types>* {types.as_uri()}",
                f"-env:URE_MORE_SERVICES=<{program}/services>* {components.as_uri()}",
            ),
            environment=ours,
        )

    def edited(self, path: Path, inputs: Inputs) -> Values:
        """Every value after cells were edited one by one, with no more said to Calc than that."""
        typed = {
            sheet: {reference: _encoded(value) for reference, value in cells.items()}
            for sheet, cells in inputs.items()
        }
        return self._values({"path": str(path), "edit": typed, "read": "everything"})

    def described(self, path: Path) -> dict[str, list[object]]:
        """For each function its help text, and name and text of its arguments, as Calc shows them.

        Args:
            path: any workbook.
        """
        return self._ask({"path": str(path), "describe": True})

    def seconds_to_recalculate(self, path: Path, rounds: int) -> list[float]:
        """Wall time of hard recalculations, one after the other."""
        return self._ask({"path": str(path), "rounds": rounds})
