"""Read a scenario file: as strictly as a policy, with its lines, all faults told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location

from .check import in_order
from .encoding import decode, read_bytes
from .kinds import UNREADABLE
from .policy_file import locate
from .scenario import Moved, PolicyChange, Scenario
from .tree import Steps, read_tree
from .wording import tell

NOT_ONE_CHANGE = FindingKind(
    "SCN-01",
    "Scenario's change is not one change",
    Severity.FATAL,
    "A change that says two things, or nothing, would be asked as another question.",
)


#: The word for every column of counts.csv.
EVERY_GROUP = "all"


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """A scenario as it was read.

    Attributes:
        file: the file's name, without the folder.
        lines: the line of every key and list entry, counted from 1.
    """

    scenario: Scenario
    file: str
    lines: Mapping[Steps, int] = field(repr=False)

    def where(self, *steps: str | int) -> Location:
        """The line of a place, or of the nearest one around it."""
        return locate(self.file, self.lines, steps)


def read_scenario(
    source: Path | str, *, name: str = ""
) -> tuple[ScenarioFile | None, tuple[Finding, ...]]:
    """Read a scenario; nothing is raised for a bad file.

    Args:
        source: the file's path, or its text (a str is never taken for a path).
        name: the name that findings carry; the path's own, or ``scenario.yaml``, where not given.

    Returns:
        The scenario, or None where a finding is fatal; and all findings in the order of the lines.
    """
    name = name or (source.name if isinstance(source, Path) else "scenario.yaml")
    if isinstance(source, Path):
        raw, refused = read_bytes(source, "scenario")
        if refused:
            return None, tuple(finding.in_file(name) for finding in refused)
    else:
        raw = source.encode("utf-8", "surrogatepass")
    text, unreadable = decode(raw, name, "scenario")
    if unreadable:
        return None, unreadable
    written, found = read_tree(text, name)
    if written is None:
        return None, in_order(found)
    if not isinstance(written.data, dict):
        said = ("The file holds no 'key: value' lines.", "Start it with scenario: and a name.")
        return None, in_order([*found, UNREADABLE.at(Location(file=name), *said)])
    try:
        file = ScenarioFile(Scenario.model_validate(written.data), name, written.lines)
    except ValidationError as error:
        told = [tell(each, written.data, Scenario) for each in error.errors(include_url=False)]
        faults = [
            kind.at(locate(name, written.lines, steps), problem, remedy)
            for kind, steps, problem, remedy in told
        ]
        return None, in_order([*found, *faults])
    findings = in_order([*found, *_not_one_change(file)])
    return (None if any(each.is_fatal for each in findings) else file), findings


def _not_one_change(file: ScenarioFile) -> Iterator[Finding]:
    for index, change in enumerate(file.scenario.changes):
        said = [word for word in ("value", "remove", "add", "adjust") if getattr(change, word)]
        if len(said) != 1:
            yield NOT_ONE_CHANGE.at(
                file.where("changes", index),
                f"The change says {' and '.join(said) or 'nothing'}.",
                "Write one of value:, remove:, add: or adjust: in each change.",
            )
        elif change.value or _moves(change):
            yield from _not_one_move(file, ("changes", index), change)
    for index, count in enumerate(file.scenario.counts):
        yield from _not_one_move(file, ("counts", index), count)
        if count.group == EVERY_GROUP and _moves(count) != ["times"]:
            yield NOT_ONE_CHANGE.at(
                file.where("counts", index),
                "All groups at once can only be multiplied.",
                "Write times:, or name one group.",
            )


def _moves(moved: Moved) -> list[str]:
    return [word for word in ("to", "times", "plus") if getattr(moved, word) is not None]


def _not_one_move(file: ScenarioFile, steps: Steps, moved: Moved) -> Iterator[Finding]:
    said = _moves(moved)
    if isinstance(moved, PolicyChange) and not moved.value:
        problem, remedy = f"{said[0]}: has no value: to move.", f"Take {said[0]}: out."
    elif len(said) == 1:
        return
    else:
        problem = f"The number is moved by {' and '.join(said)}." if said else "Nothing is moved."
        remedy = "Write one of to:, times: or plus:."
    yield NOT_ONE_CHANGE.at(file.where(*steps), problem, remedy)
