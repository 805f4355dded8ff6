"""A policy of two blocks, and a reader of messages, for tests that change one thing at a time."""

from collections.abc import Callable

import pytest

from bsa_xl.policy import PolicyFile, read_policy

TWO_BLOCKS = """\
policy: small
title: A small policy
base: {label: Base, unit: USD per pupil, source: Board Policy 3110, values: {FY2025: 5000}}
components:
  - {id: el, kind: weight, label: EL, counts: el, unit: share of base, source: B, values: {FY2025: 0.2}}
"""


@pytest.fixture
def small() -> str:
    """A policy without faults; its last line, 5, is the last of its components."""
    return TWO_BLOCKS


@pytest.fixture
def told() -> Callable[..., list[str]]:
    """Messages about a policy's text, as people see them, without the file's name."""

    def tell(text: str | bytes, **facts) -> list[str]:
        _, findings = read_policy(text, **facts)
        return [str(finding).removeprefix("policy.yaml, ") for finding in findings]

    return tell


@pytest.fixture
def read() -> Callable[..., PolicyFile]:
    """A policy that has no fatal fault."""

    def read(text: str | bytes) -> PolicyFile:
        file, findings = read_policy(text)
        assert file is not None, [str(finding) for finding in findings]
        return file

    return read
