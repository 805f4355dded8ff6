"""What every test may ask for, and what a skipped test means.

Fixtures: `shared`, the folder beside the repository; `office`, a running LibreOffice. Tests that use
them carry the markers of the same meaning (`shared`, `libreoffice`) without writing them down.
With CI=true a skipped test fails the run, but for the tests marked `excel` or `windows` and for the
tests that need the folder `shared` where it truly does not exist.
"""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from support.office import Office, why_no_office

SHARED = Path(__file__).resolve().parents[2] / "shared"
NO_SHARED = f"the folder shared does not lie beside the repository ({SHARED})"
IN_CI = os.environ.get("CI", "").lower() in {"true", "1"}

#: How long examples take to make or to try says how busy the machine is, and nothing of the code.
UNTIMED = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("desk", **UNTIMED)
hypothesis.settings.register_profile("ci", **UNTIMED, derandomize=True, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if IN_CI else "desk"))


def pytest_configure() -> None:
    """Let tests stop programs with Ctrl-C, also where the shell that runs them ignores it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the published data and the hostile files; read only."""
    if not SHARED.is_dir():
        pytest.skip(NO_SHARED)
    return SHARED


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """LibreOffice, one for each worker of the test run, started by the first request."""
    reason = why_no_office()
    if reason:
        pytest.skip(reason)
    office = Office()
    yield office
    office.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses a fixture which may be missing carries its marker."""
    for item in items:
        used = getattr(item, "fixturenames", ())
        if "office" in used:
            item.add_marker("libreoffice")
        if "shared" in used:
            item.add_marker("shared")


def may_skip_in_ci(item: pytest.Item) -> bool:
    """Whether this test may be left out even where everything is meant to be installed."""
    if item.get_closest_marker("excel") or item.get_closest_marker("windows"):
        return True
    return item.get_closest_marker("shared") is not None and not SHARED.exists()


def fail_the_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure that gives the reason."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    report.outcome = "failed"
    report.longrepr = f"With CI=true every test must run. {reason}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """With CI=true a skipped test fails; an expected failure (xfail) is not a skip."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail") and not may_skip_in_ci(item):
        fail_the_skip(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Iterator[None]:
    """With CI=true a whole file that skips itself fails."""
    report = yield
    if IN_CI and report.skipped:
        fail_the_skip(report)
    return report
