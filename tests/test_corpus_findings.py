"""Every error and warning on real files, judged: the list holds places and verdicts, and none of the text.

`tests/golden/corpus_findings.csv`: sha256 of the file, where it was put (`own` path, or `agents` for a community agent
put where Claude Code reads), rule, severity, start and end as offsets, verdict (`true`, or `wrong: reason`). A row that
is not judged fails the test. `AGENTLS_UPDATE=1` rewrites the list and keeps the verdicts.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from agentls.findings import Severity
from tests.support.checking import report
from tests.support.shared import SHARED, needs_shared

pytestmark = needs_shared

JUDGED = Path(__file__).parent / "golden" / "corpus_findings.csv"
COMMUNITY = ("superclaude", "agency-agents", "claude-code/", "contains-studio", "gsd", "agent-other")
UPSTREAM = ("anthropics/", "github/", "microsoft/", "agentskills/", "agentsmd/", "bmad-code-org/", "obra/",
            "SuperClaude-Org/", "msitarzewski/", "gsd-build/")  # fmt: skip
"""Those who make a product, a format or a style: their files are right until somebody proves the opposite."""

UNJUDGED = "not judged"
Row = tuple[str, ...]


def found() -> Iterator[Row]:
    with (SHARED / "corpus" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        data = (SHARED / "corpus" / row["file"]).read_bytes()
        places = {"own": f"/r/{row['path']}"}
        if row["dialect"].startswith(COMMUNITY) and row["dialect"] != "gsd-command":
            places["agents"] = f"/r/.claude/agents/{row['path'].rpartition('/')[2]}"
        for place, path in places.items():
            for one in report(data, path).findings:
                if one.severity >= Severity.WARNING:
                    yield row["sha256"], place, one.rule, one.severity.label, str(one.span.start), str(one.span.end)


def judged() -> dict[Row, str]:
    if not JUDGED.exists():
        return {}
    with JUDGED.open(encoding="utf-8", newline="") as file:
        return {tuple(row[:6]): row[6] for row in list(csv.reader(file))[1:]}


def test_every_error_and_warning_on_real_files_is_judged_and_hardly_one_is_wrong() -> None:
    verdicts, rows = judged(), sorted(set(found()))
    if os.environ.get("AGENTLS_UPDATE") == "1":
        with JUDGED.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("sha256", "place", "rule", "severity", "start", "end", "verdict"))
            writer.writerows((*row, verdicts.get(row, UNJUDGED)) for row in rows)
        verdicts = judged()
    assert set(rows) == set(verdicts), f"new: {set(rows) - set(verdicts)}, gone: {set(verdicts) - set(rows)}"
    assert UNJUDGED not in verdicts.values()
    wrong = [row for row, verdict in verdicts.items() if verdict != "true"]
    assert len(wrong) <= len(rows) / 100, wrong


def test_files_of_those_who_made_the_format_have_hardly_a_warning() -> None:
    with (SHARED / "corpus" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        files = {row["sha256"]: row["repo"] for row in csv.DictReader(file) if row["repo"].startswith(UPSTREAM)}
    told = Counter(files[row[0]] for row in judged() if row[1] == "own" and row[0] in files)
    count = Counter(files.values())
    averages = {repo: told[repo] / count[repo] for repo in count}
    assert max(averages.values()) <= 0.3, averages
    assert sum(told.values()) / sum(count.values()) <= 0.1
