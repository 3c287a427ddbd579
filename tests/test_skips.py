"""With `CI=true`, a test that is skipped fails, unless it says that it needs the data in `../shared`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = {
    "test_shared.py": "import pytest\ndef test_it(): pytest.skip('needs ../shared/corpus')\n",
    "test_body.py": "import pytest\ndef test_it(): pytest.skip('no node here')\n",
    "test_mark.py": "import pytest\n@pytest.mark.skipif(True, reason='no node here')\ndef test_it(): pass\n",
    "test_module.py": "import pytest\npytest.importorskip('no_such_module')\n",
    "test_xfail.py": "import pytest\n@pytest.mark.xfail\ndef test_it(): assert False\n",
}


@pytest.mark.parametrize(
    ("ci", "outcome"),
    [("true", "1 failed, 1 skipped, 1 xfailed, 2 errors"), ("", "4 skipped, 1 xfailed")],
)
def test_skips_in_ci_and_elsewhere(tmp_path: Path, ci: str, outcome: str) -> None:
    shutil.copy(Path(__file__).with_name("conftest.py"), tmp_path)
    for name, text in TESTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--continue-on-collection-errors", "."],
        cwd=tmp_path,
        env={**os.environ, "CI": ci},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert f" {outcome} in " in done.stdout.splitlines()[-1]
