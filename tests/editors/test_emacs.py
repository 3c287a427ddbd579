"""agentls in a real Emacs, with the very lines of editors/other/emacs.md."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.editors import tools
from tests.editors.files import FILES, block_of, environment, results_in, write_files

SESSION = Path(__file__).parent / "emacs" / "session.el"
STEPS = re.findall(r'^\(agentls-test-step "(.*?)"', SESSION.read_text(encoding="utf-8"), re.MULTILINE)


def where_things_are(root: Path) -> dict[str, str]:
    """Emacs looks for its own files in fixed folders; these are the unpacked ones."""
    share = next((root / "usr" / "share" / "emacs").glob("[0-9]*"))
    programs = next((root / "usr" / "libexec" / "emacs").glob("*/*"))
    return {
        "EMACSLOADPATH": str(share / "lisp"),
        "EMACSDATA": str(share / "etc"),
        "EMACSDOC": str(share / "etc"),
        "EMACSPATH": str(programs),
    }


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    if why := tools.missing(tools.EMACS):
        pytest.skip(why)
    folder = write_files(tmp_path_factory.mktemp("emacs"), FILES)
    (folder / "home").mkdir()
    init = folder / "init.el"
    init.write_text(block_of(tools.ROOT / "editors" / "other" / "emacs.md", "run by the tests", "elisp"))
    folders = where_things_are(tools.TOOLS / "emacs")
    memory = next(Path(folders["EMACSPATH"]).glob("*.pdmp"))
    command = [str(tools.EMACS), "--dump-file", str(memory), "--batch", "-Q", "-l", str(init), "-l", str(SESSION)]
    variables = {**environment(folder), **folders}
    run = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=120, check=False)
    return results_in(folder, run.stdout + run.stderr)


@pytest.mark.parametrize("step", STEPS)
def test_in_emacs(results: dict[str, Any], step: str) -> None:
    assert results[step] is True
