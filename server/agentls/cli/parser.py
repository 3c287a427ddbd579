"""The command line: commands, options, and help that is worth reading."""

from __future__ import annotations

import argparse
import os.path
import sys
from typing import Any, TypeAlias

from agentls import __version__
from agentls.cli.console import UsageError, columns_of
from agentls.cli.names import unknown
from agentls.report.formats import FORMATS

_COLUMNS = 90

_DESCRIPTION = """\
Check agent files: the Markdown, TOML and JSON files that define AI agents, skills,
prompts and rules. Each finding says what the products that read the file do with it."""

_EXAMPLES = """\
examples:
  agentls check                          check the agent files below this folder
  agentls check .claude/agents a.md      check a folder and a file
  agentls check --format json > r.json   a report for programs
  agentls detect a.md                    which dialect is it, and who reads it?
  agentls explain unknown-key            what a rule finds, why, and what to write instead"""

_EXIT_CODES = """\
exit codes:
  0  no finding at or above --fail-on
  1  findings at or above --fail-on
  2  wrong usage, a file that can't be read, a named file that is no agent file,
     or nothing found to check"""

_CHECK = """\
Check files, and all agent files below folders; dot folders are entered. What .gitignore
names is left out, unless it is given as a PATH. PATHs default to the current folder."""

_CHECK_EXAMPLES = """\
examples:
  agentls check
  agentls check --fail-on warning .github/agents
  agentls check --diff                                (what would --fix change?)
  agentls check --format github --format sarif=agentls.sarif
  agentls check --ignore unknown-key,foreign-key
  agentls check --dialect DIALECT notes/reviewer.md   (`agentls dialects` lists them)
  agentls check --stdin-filename .claude/agents/a.md - < a.md"""

_DETECT = """\
Tell for each file which dialect it is written in, which products read it and as what,
and by which signs that is known. Nothing is checked."""

_EXPLAIN = """\
Explain a rule, a dialect, a front-matter key, a tool, a section, a label or a tag:
`explain unknown-key`, `explain DIALECT`, `explain tools`, `explain Bash`,
`explain Behavioral Mindset`. The same name in several dialects is explained for each."""

_NEW = """\
Write a new agent file with what its dialect needs, to be filled in. Without a PATH it is
printed; a file that is there already is left alone. `agentls dialects` lists the dialects."""

_NEW_EXAMPLES = """\
examples:
  agentls new DIALECT .claude/agents/reviewer.md
  agentls new DIALECT | less"""

_SERVER = """\
Serve an editor or another client that speaks the language server protocol, over standard
input and output. What goes wrong is written to standard error or to a file."""

_DIALECTS = """\
List the dialects that agentls knows: those of your own first, which `schemas = [...]` in
the settings of this folder names, then the formats of products, then house styles."""

_CONFIG = """\
Print every setting that holds for a file or a folder, and the file and line that it is
from. Settings stand in agentls.toml or in [tool.agentls] of pyproject.toml, in the folder
of a file or above it; nearer files win.

--add writes a name into the nearest of these files; where there is none, into agentls.toml
at the root of the repository."""

_CONFIG_EXAMPLES = """\
examples:
  agentls config .claude/agents
  agentls config --add DIALECT tool deploy     (a tool that only you have)
  agentls config --add DIALECT key owner --config ci/agentls.toml"""

_SCHEMA = """\
Print a JSON Schema: of the files that define dialects, of a dialect's front matter, or of
settings, for editors and for other programs."""


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal. argparse would ask in a way that takes a tenth of a short check's time."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=min(_COLUMNS, columns_of(sys.stdout, _COLUMNS)))


def build_parser(only: str = "") -> argparse.ArgumentParser:
    """The parser of the whole command line; with `only`, of that command: making all of them is felt."""
    parser = argparse.ArgumentParser(prog="agentls", **_texts(_DESCRIPTION, f"{_EXAMPLES}\n\n{_EXIT_CODES}"))
    parser.add_argument("--version", action="version", version=f"agentls {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, add in _ADDERS.items():
        if only in ("", name):
            add(commands)
    return parser


def _add_detect(commands: _Commands) -> None:
    detect = _add(commands, "detect", "tell the dialect and the readers of files", _DETECT)
    detect.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
    _add_settings_options(detect)


def _add_explain(commands: _Commands) -> None:
    explain = _add(commands, "explain", "explain a rule, a dialect, a key, a tool …", _EXPLAIN)
    explain.add_argument("name", nargs="+", metavar="NAME", help="a rule, a dialect, a key, a tool, a section, a tag")
    _add_settings_options(explain)


def _add_dialects(commands: _Commands) -> None:
    dialects = _add(commands, "dialects", "list the dialects", _DIALECTS)
    dialects.add_argument(
        "--markdown",
        default="",
        metavar="DIR",
        help="write pages on all dialects and tools into DIR, in place of the list",
    )
    _add_settings_options(dialects)


def _add_new(commands: _Commands) -> None:
    new = _add(commands, "new", "write a new agent file", _NEW, _NEW_EXAMPLES)
    new.add_argument("dialect", metavar="DIALECT", help="id of a dialect")
    new.add_argument("path", nargs="?", metavar="PATH", help="the file to write; folders are made (default: print it)")
    _add_settings_options(new)


def _add_config(commands: _Commands) -> None:
    config = _add(commands, "config", "print or extend the settings of a path", _CONFIG, _CONFIG_EXAMPLES)
    config.add_argument("path", nargs="?", default=".", metavar="PATH", help="a file or a folder (default: this one)")
    config.add_argument(
        "--add",
        nargs=3,
        metavar=("DIALECT", "KIND", "NAME"),
        help="make a key, tool or model of your own known in a dialect: written into the settings of PATH",
    )
    config.add_argument("--format", choices=("text", "json"), default="text", help="of the list (default: text)")
    _add_settings_options(config)


def _add_schema(commands: _Commands) -> None:
    schema = _add(commands, "schema", "print a JSON Schema", _SCHEMA)
    schema.add_argument(
        "what", nargs="*", metavar="frontmatter DIALECT | settings", help="not of dialect files, but of these"
    )
    _add_settings_options(schema)


def _add_server(commands: _Commands) -> None:
    server = _add(commands, "server", "run the language server", _SERVER)
    server.add_argument("--stdio", action="store_true", help="accepted, as clients pass it: there is no other way")
    server.add_argument("--log-file", default="", metavar="FILE", help="write the log there, not to standard error")
    server.add_argument(
        "--log-level",
        choices=("debug", "info", "warning", "error"),
        default="warning",
        help="what to log (default: warning); debug includes every message",
    )


def _add_check(commands: _Commands) -> None:
    check = _add(commands, "check", "check agent files", _CHECK, f"{_CHECK_EXAMPLES}\n\n{_EXIT_CODES}")
    check.add_argument("paths", nargs="*", metavar="PATH", help="a file or a folder; `-` is standard input")
    check.add_argument(
        "--format",
        action="append",
        default=[],
        metavar="NAME[=FILE]",
        help=f"form of the report: {', '.join(FORMATS)} (default: text); with =FILE, one more report in that file",
    )
    check.add_argument("--output-file", default="", metavar="FILE", help="write the report there, not to stdout")
    check.add_argument("--statistics", action="store_true", help="print counts per rule in place of the findings")
    check.add_argument("--quiet", "-q", action="store_true", help="print findings, and no counts")
    check.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="(default: auto)")
    check.add_argument("--show-files", action="store_true", help="print the files that would be checked, and stop")
    check.add_argument("--dialect", default="", metavar="ID", help="take every file for this dialect")
    check.add_argument(
        "--target", action="append", default=[], metavar="A,B", help="products that matter, at full severity"
    )
    check.add_argument("--select", action="append", default=[], metavar="RULES", help="use only these rules")
    check.add_argument("--ignore", action="append", default=[], metavar="RULES", help="leave these rules out")
    check.add_argument(
        "--fail-on",
        choices=("error", "warning", "info", "hint", "never"),
        default="error",
        help="the least severity that makes the exit code 1 (default: error)",
    )
    check.add_argument("--stdin-filename", default="", metavar="NAME", help="the path that standard input stands for")
    check.add_argument(
        "--ignore-unknown", action="store_true", help="accept a PATH that is no agent file, and nothing to check"
    )
    _add_fix_options(check)
    _add_settings_options(check)
    _add_exclude_options(check)


def _add_fix_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fix", action="store_true", help="apply safe fixes, and report what remains")
    parser.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: all fixes; check the result")
    parser.add_argument("--diff", action="store_true", help="show what --fix would change, and write nothing")


def _add_settings_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", default="", metavar="FILE", help="use the settings in FILE, and no others")
    parser.add_argument("--isolated", action="store_true", help="read no settings files")


def _add_exclude_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--exclude", action="append", default=[], metavar="GLOB", help="leave these out, too; may be repeated"
    )
    parser.add_argument("--force-exclude", action="store_true", help="leave out what is excluded even when named")


def _add(commands: _Commands, name: str, summary: str, text: str, end: str = "") -> argparse.ArgumentParser:
    return commands.add_parser(name, help=summary, **_texts(text, end))


def _texts(description: str, epilog: str) -> dict[str, Any]:
    return {
        "description": description,
        "epilog": epilog,
        "formatter_class": _Help,
        "allow_abbrev": False,
    }


_ADDERS = {
    "check": _add_check,
    "detect": _add_detect,
    "explain": _add_explain,
    "dialects": _add_dialects,
    "new": _add_new,
    "config": _add_config,
    "schema": _add_schema,
    "server": _add_server,
}
COMMANDS = tuple(_ADDERS)


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options of a command line. Raises UsageError for an unknown command, SystemExit when argparse has spoken."""
    parser = build_parser(arguments[0] if arguments and arguments[0] in COMMANDS else "")
    if not arguments:
        parser.print_help()
        raise SystemExit(2)
    if not arguments[0].startswith("-") and arguments[0] not in COMMANDS:
        raise UsageError(_no_command(arguments[0]))
    options, rest = parser.parse_known_args(arguments)
    if any(word.startswith("-") for word in rest) or (rest and "paths" not in options):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:  # paths that stand behind an option
        options.paths += rest
    return options


def _no_command(word: str) -> str:
    if os.path.exists(word):
        return f"`{word}` is a path, not a command: did you mean `agentls check {word}`?"
    return unknown(word, COMMANDS, "command")
