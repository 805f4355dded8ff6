"""Opens a workbook in LibreOffice with its macros allowed, and runs functions of its VBA.

Runs under the system's Python, like office_driver. Arguments: soffice, profile, workbook, and a JSON
list of [macro, arguments]; prints the answers as JSON.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "support"))
import soffice

LOWEST = "0"  # macros run without a question: the file is our own


def main(program, profile, workbook, calls):
    soffice.SETTINGS = tuple(
        (path, name, LOWEST if name == "MacroSecurityLevel" else value)
        for path, name, value in soffice.SETTINGS
    )
    office = soffice.Soffice(program, profile)
    try:
        document = office.desktop.loadComponentFromURL(
            soffice.url_of(workbook),
            "_blank",
            0,
            soffice.properties(Hidden=True, MacroExecutionMode=4),
        )
        provider, answers = document.getScriptProvider(), []
        for macro, arguments in json.loads(calls):
            address = f"vnd.sun.star.script:VBAProject.{macro}?language=Basic&location=document"
            answer, _, _ = provider.getScript(address).invoke(tuple(arguments), (), ())
            answers.append(answer)
        print(json.dumps(answers))  # noqa: T201
        document.close(True)
    finally:
        office.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
