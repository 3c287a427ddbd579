"""pre-commit and GitHub's action, each run as its users run it, in a repository of its own.

The agentls that they install is a copy of this checkout; its dependencies are those of the environment of the tests.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from agentls.schema.globs import glob_pattern
from tests.support.checking import schema
from tests.support.project import AGENTS, GOOD, MISSPELLED, PAGE

CHECKOUT = Path(__file__).parents[1]
HOOKS = CHECKOUT / ".pre-commit-hooks.yaml"
ACTION = CHECKOUT / "action.yml"
PARTS = ("schemas", "server", "pyproject.toml", "LICENSE", "README.md", HOOKS.name, ACTION.name)
MARKDOWN = r"\.(?:md|mdc|markdown)$"
OFFLINE = {
    "PIP_NO_DEPS": "1",
    "PIP_NO_BUILD_ISOLATION": "0",  # pip reads a 0 behind NO as "no isolation"
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as if neither the tests nor a build server were around."""
    ours = ("PYTHON", "GIT_", "GITHUB_", "RUNNER_", "PRE_COMMIT")
    outer = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**outer, **OFFLINE, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


def git(*arguments: str | Path, cwd: Path) -> str:
    identity = ("-c", "user.name=tests", "-c", "user.email=tests@example.invalid", "-c", "commit.gpgsign=false")
    done = run("git", *identity, *arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with one commit: what there is to install."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    folder = tmp_path_factory.mktemp("release") / "agentls"
    folder.mkdir()
    for name in PARTS:
        if (CHECKOUT / name).is_dir():
            shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(CHECKOUT / name, folder)
    git("init", "-q", cwd=folder)
    git("add", ".", cwd=folder)
    git("commit", "-q", "-m", "All of it", cwd=folder)
    return folder


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Return a repository with a good agent, and with things that no check must import or mind."""
    git("init", "-q", tmp_path, cwd=tmp_path)
    write(tmp_path, f"{AGENTS}/good.md", GOOD)
    write(tmp_path, "docs/page.md", PAGE)
    write(tmp_path, "agentls.py", "raise SystemExit('the repository was imported')\n")
    write(tmp_path, "json.py", "raise SystemExit('the repository was imported')\n")
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# pre-commit


def hooks() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    return loaded


def files_pattern() -> str:
    """The paths that are worth a look: Markdown, and whatever else lies in a place of the schema."""
    others = {glob_pattern(glob) for glob in schema().place_globs() if not re.search(MARKDOWN, glob, re.I)}
    return "(?i)" + "|".join([MARKDOWN, *sorted(others)])


def test_the_hooks_look_at_all_places_of_the_schema() -> None:
    text = HOOKS.read_text(encoding="utf-8")
    if os.environ.get("AGENTLS_UPDATE"):
        text = re.sub(r"(?m)^  files: .*$", lambda match: f"  files: '{files_pattern()}'", text)
        HOOKS.write_text(text, encoding="utf-8")
    assert [hook["files"] for hook in hooks()] == [files_pattern()] * 2, "AGENTLS_UPDATE=1 rewrites the hooks"


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (".claude/agents/team/a.md", True),
        ("AGENTS.MD", True),
        (".cursor/rules/a.mdc", True),
        (".claude/agents/a.txt", True),  # is not read there: a finding
        ("notes/a.txt", False),
        ("src/main.py", False),
    ],
)
def test_which_files_the_hooks_get(path: str, wanted: bool) -> None:
    for hook in hooks():
        assert bool(re.search(hook["files"], path)) is wanted


@dataclass(frozen=True)
class PreCommit:
    """pre-commit, set up for a repository by its configuration."""

    release: Path
    scratch: Path
    home: Path

    def run(self, hook: str) -> subprocess.CompletedProcess[str]:
        settings = {
            "repo": self.release.as_uri(),
            "rev": git("rev-parse", "HEAD", cwd=self.release),
            "hooks": [{"id": hook}],
        }
        write(self.scratch, ".pre-commit-config.yaml", json.dumps({"repos": [settings]}))
        git("add", ".", cwd=self.scratch)
        return run(
            sys.executable, "-P", "-m", "pre_commit", "run", "--all-files", "--color", "never",
            cwd=self.scratch,
            PRE_COMMIT_HOME=str(self.home),
            PYTHONPATH=sysconfig.get_path("purelib"),
        )  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def pre_commit(release: Path, scratch: Path, home: Path) -> PreCommit:
    return PreCommit(release, scratch, home)


@pytest.mark.slow
def test_the_check_hook(pre_commit: PreCommit) -> None:
    done = pre_commit.run("agentls")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^agentls\.+Passed$", done.stdout, re.M)
    write(pre_commit.scratch, f"{AGENTS}/bad.md", MISSPELLED)
    done = pre_commit.run("agentls")
    assert done.returncode == 1
    assert f"{AGENTS}/bad.md:4:1: error[unknown-key]" in done.stdout
    assert "no agent file" not in done.stdout


@pytest.mark.slow
def test_the_fix_hook(pre_commit: PreCommit) -> None:
    write(pre_commit.scratch, f"{AGENTS}/bad.md", MISSPELLED)
    done = pre_commit.run("agentls-fix")
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert (pre_commit.scratch / AGENTS / "bad.md").read_text(encoding="utf-8") == GOOD
    assert pre_commit.run("agentls-fix").returncode == 0


# GitHub's action


@dataclass(frozen=True)
class Action:
    """The steps of the action that run a script, run one after the other as GitHub's runner does."""

    release: Path
    scratch: Path
    temporary: Path

    def run(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        definition = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
        values = {f"inputs.{name}": str(one["default"]) for name, one in definition["inputs"].items()}
        values |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        values["steps.python.outputs.python-path"] = sys.executable
        for step in definition["runs"]["steps"]:
            if "run" in step:
                done = self._step(step, values)
                if done.returncode:
                    break
        return done

    def _step(self, step: dict[str, Any], values: dict[str, str]) -> subprocess.CompletedProcess[str]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "an input would become a part of the script"
        names = {name: re.fullmatch(r"\$\{\{ (\S+) \}\}", value) for name, value in step["env"].items()}
        return run(
            "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"],
            cwd=self.scratch,
            GITHUB_ACTION_PATH=str(self.release),
            GITHUB_WORKSPACE=str(self.scratch),
            RUNNER_TEMP=str(self.temporary),
            **{name: values[match.group(1)] for name, match in names.items() if match},
        )  # fmt: skip


@pytest.fixture
def action(release: Path, scratch: Path, tmp_path_factory: pytest.TempPathFactory) -> Action:
    return Action(release, scratch, tmp_path_factory.mktemp("runner"))


@pytest.mark.slow
def test_the_action_annotates(action: Action) -> None:
    done = action.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "no findings in 1 file (1 unrecognized)\n"
    write(action.scratch, f"{AGENTS}/bad.md", MISSPELLED)
    done = action.run()
    assert done.returncode == 1
    assert done.stdout.startswith(f"::error file={AGENTS}/bad.md,line=4,")


@pytest.mark.slow
def test_the_inputs_of_the_action(action: Action) -> None:
    write(action.scratch, "an agent.md", MISSPELLED)
    inputs = {
        "paths": f"an agent.md\n{AGENTS}\n",
        "options": "--dialect=claude-code-agent\n--fail-on=never\n",
        "sarif_file": "a report.sarif",
    }
    done = action.run(**inputs)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("::error file=an agent.md,line=4,")
    (one,) = json.loads((action.scratch / "a report.sarif").read_text(encoding="utf-8"))["runs"]
    assert [result["ruleId"] for result in one["results"]] == ["unknown-key"]


@pytest.mark.slow
def test_an_input_is_never_run(action: Action) -> None:
    action.run(paths="$(touch taken)", options="`touch taken`; touch taken", sarif_file='";touch taken;"')
    assert not (action.scratch / "taken").exists()
