"""With `CI=true` a skipped test fails: only what needs the data in `../shared` may be skipped, and says so."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import TypeVar

import pytest


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Know the settings of pytest-asyncio without it, too: `-p no:asyncio` runs all but the tests of the server."""
    if not pluginmanager.hasplugin("asyncio"):
        for name in ("asyncio_mode", "asyncio_default_fixture_loop_scope", "asyncio_default_test_loop_scope"):
            parser.addini(name, "not used without the plugin")


Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _without_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _without_skip((yield))


def _without_skip(report: Report) -> Report:
    reason = str(report.longrepr)
    if (
        report.skipped
        and not hasattr(report, "wasxfail")
        and os.environ.get("CI") == "true"
        and "../shared" not in reason
    ):
        report.outcome = "failed"
        report.longrepr = f"must not be skipped in CI: {reason}"
    return report
