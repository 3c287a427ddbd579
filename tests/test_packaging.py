"""The four ways in which people install: a wheel, an sdist, `-e`, `git+file://`; each into an environment of its own.

The environments see the packages of the one that runs the tests, so that no dependency is installed a second time.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

import agentls

ROOT = Path(__file__).parents[1]
PARTS = ("schemas", "server", "pyproject.toml", "LICENSE", "README.md", ".gitignore")
MODULES = {"pyyaml": "yaml", "python-frontmatter": "frontmatter"}
"""Names of packages that are imported by another name."""


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command in a folder that is no checkout, with nothing of ours on its path; return what it prints."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what the package is built from."""
    folder = tmp_path_factory.mktemp("project")
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel, built with what `build-system.requires` names and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, project, cwd=folder)
    (path,) = folder.glob("*.whl")
    return path


class Environment:
    """A virtual environment without dependencies and without pip: both are those of the environment of the tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        venv.create(folder / "venv", with_pip=False)
        self.scripts = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.scripts / "python"
        self.packages = Path(
            run(self.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
        )
        ours = dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
        (self.packages / "tests.pth").write_text("\n".join(ours), encoding="utf-8")

    def install(self, *what: str | Path) -> None:
        run(self.python, "-m", "pip", "install", "-q", "--no-deps", "--ignore-installed", *what, cwd=self.folder)

    def load(self) -> dict[str, Any]:
        """Return where the package lies, the title of each dialect, and which modules were needed to know."""
        code = (
            "import json, sys; from agentls.schema import load; schema = load.load_schema()\n"
            "print(json.dumps({'file': load.__file__, 'modules': list(sys.modules),"
            " 'titles': {name: dialect['title'] for name, dialect in schema['dialects'].items()}}))"
        )
        loaded: dict[str, Any] = json.loads(run(self.python, "-c", code, cwd=self.folder))
        return loaded

    def holds_a_whole_install(self) -> None:
        """Assert that the package works without the checkout, and lacks nothing."""
        loaded = self.load()
        assert Path(loaded["file"]).is_relative_to(self.packages)
        assert sorted(loaded["titles"]) == sorted(path.stem for path in (ROOT / "schemas" / "dialects").glob("*.yaml"))
        assert not {"yaml", "pydantic"} & set(loaded["modules"])
        installed = self.packages / "agentls"
        for path in (ROOT / "server" / "agentls").rglob("*.*"):
            if "__pycache__" not in path.parts:
                assert (installed / path.relative_to(ROOT / "server" / "agentls")).is_file(), path
        self.runs_the_command()

    def runs_the_command(self) -> None:
        for command in ([self.scripts / "agentls"], [self.python, "-m", "agentls"]):
            assert agentls.__version__ in run(*command, "--version", cwd=self.folder)


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    return Environment(tmp_path)


@pytest.mark.slow
def test_a_wheel(environment: Environment, wheel: Path) -> None:
    environment.install(wheel)
    environment.holds_a_whole_install()


@pytest.mark.slow
def test_a_wheel_carries_schemas_and_licence_and_nothing_from_the_checkout(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"agentls", f"agentls-{agentls.__version__}.dist-info"}
    assert "agentls/schemas/concepts.yaml" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert len(names) == len(set(names))


@pytest.mark.slow
def test_a_wheel_from_an_sdist(environment: Environment, project: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path / "dist", cwd=project)
    (sdist,) = (tmp_path / "dist").glob("*.tar.gz")
    environment.install("--no-build-isolation", sdist)
    environment.holds_a_whole_install()


@pytest.mark.slow
def test_an_editable_install_reads_the_live_folder(environment: Environment, project: Path) -> None:
    environment.install("-e", project)
    loaded = environment.load()
    assert Path(loaded["file"]).is_relative_to(project)
    assert not (environment.packages / "agentls").exists()
    environment.runs_the_command()

    name, title = next(iter(loaded["titles"].items()))
    path = project / "schemas" / "dialects" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^title: .*$", "title: Changed", text, flags=re.M), encoding="utf-8")
    try:
        assert environment.load()["titles"][name] == "Changed" != title
    finally:
        path.write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_a_git_address(environment: Environment, project: Path, tmp_path: Path) -> None:
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    repository = tmp_path / "repository"
    shutil.copytree(project, repository)
    git = ("git", "-c", "user.name=tests", "-c", "user.email=tests@example.invalid", "-c", "commit.gpgsign=false")
    run("git", "init", "-q", cwd=repository)
    run(*git, "add", ".", cwd=repository)
    run(*git, "commit", "-q", "-m", "All of it", cwd=repository)
    environment.install("--no-build-isolation", f"git+{repository.as_uri()}")
    environment.holds_a_whole_install()


def test_what_is_imported_is_declared() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = [re.split(r"[<>=~!]", one)[0].strip().lower() for one in settings["project"]["dependencies"]]
    declared = {MODULES.get(name, name.replace("-", "_")) for name in packages}
    imported = set[str]().union(*map(imports, (ROOT / "server" / "agentls").rglob("*.py")))
    assert imported - sys.stdlib_module_names - {"agentls", "pydantic_core"} <= declared


def imports(path: Path) -> set[str]:
    """Return the top names of the modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_a_build_that_nobody_finishes_leaves_nothing_behind(project: Path, tmp_path: Path) -> None:
    """What a build writes is gone with its process, whatever becomes of the build."""
    code = (
        "import sys, tempfile, pathlib; tempfile.tempdir = sys.argv[2]; sys.path.insert(0, sys.argv[1] + '/server')\n"
        "from hatch_build import SchemaHook\n"
        "data = {'force_include': {}}\n"
        "hook = SchemaHook(sys.argv[1], {}, None, None, sys.argv[2], 'wheel')\n"
        "hook.initialize('standard', data)\n"
        "print([pathlib.Path(one).exists() for one in data['force_include']])\n"
    )
    folder = tmp_path / "temporary"
    folder.mkdir()
    assert run(sys.executable, "-c", code, project, folder, cwd=tmp_path).strip() == "[True, True]"
    assert list(folder.iterdir()) == []
