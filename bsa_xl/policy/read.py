"""Read a policy file: strictly, with its lines, and with all its faults told at once."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bsa_xl.finding import Finding
from bsa_xl.location import Location

from .check import check_declared, in_order
from .encoding import decode, read_bytes
from .facts import PolicyFacts
from .kinds import UNREADABLE
from .policy_file import PolicyFile, locate
from .tree import read_tree
from .validate import validate


def read_policy(
    source: Path | str | bytes, *, name: str = "", facts: PolicyFacts | None = None
) -> tuple[PolicyFile | None, tuple[Finding, ...]]:
    """Read and check a policy.

    Nothing is raised for a bad file: a missing one, a spreadsheet, another encoding and broken YAML
    are findings like a misspelt key. All faults are told at once, with two limits: behind a fault
    of YAML's own syntax nothing can be read, and a component with a fault of grammar is checked
    against the rest of the policy only once that is mended.

    Args:
        source: the file's path; or its text (a str is never taken for a path) or its bytes.
        name: the name that findings carry; the path's own, or ``policy.yaml``, where not given.
        facts: what the district supplies, to check the policy's names against it as well.

    Returns:
        The policy, or None where a finding is fatal; and all findings in the order of the lines.
    """
    name = name or (source.name if isinstance(source, Path) else "policy.yaml")
    raw: bytes
    if isinstance(source, Path):
        raw, refused = read_bytes(source)
        if refused:
            return None, tuple(finding.in_file(name) for finding in refused)
    else:
        raw = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    text, unreadable = decode(raw, name)
    if unreadable:
        return None, unreadable
    return _read_text(text, hashlib.sha256(raw).hexdigest(), name, facts)


def _read_text(
    text: str, sha256: str, name: str, facts: PolicyFacts | None
) -> tuple[PolicyFile | None, tuple[Finding, ...]]:
    written, found = read_tree(text, name)
    if written is None:
        return None, in_order(found)
    if not isinstance(written.data, dict):
        said = ("The file holds no 'key: value' lines.", "Start it with policy: and a name.")
        return None, in_order([*found, UNREADABLE.at(Location(file=name), *said)])
    valid = validate(written)
    file = PolicyFile(valid.policy, text, sha256, name, valid.lines)
    findings = [
        *found,
        *(
            kind.at(locate(name, written.lines, steps), problem, remedy)
            for kind, steps, problem, remedy in valid.faults
        ),
        *check_declared(file, facts, valid.declared),
    ]
    refused = any(finding.is_fatal for finding in findings)
    return None if refused else file, in_order(findings)
