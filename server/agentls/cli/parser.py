"""The command line: commands, options, and help that is worth reading."""

from __future__ import annotations

import argparse
import os.path
import sys
from typing import Any

from agentls import __version__
from agentls.cli.console import UsageError, columns_of
from agentls.cli.names import unknown
from agentls.report.formats import FORMATS

_COLUMNS = 90
COMMANDS = ("check", "detect", "explain", "dialects", "config", "schema")

_DESCRIPTION = """\
Check agent files: the Markdown, TOML and JSON files that define AI agents, skills,
prompts and rules. Each finding says what the products that read the file do with it."""

_EXAMPLES = """\
examples:
  agentls check                          check the agent files below this folder
  agentls check .claude/agents a.md      check a folder and a file
  agentls check --format json > r.json   a report for programs
  agentls detect a.md                    which dialect is it, and who reads it?
  agentls explain unknown-key            what a rule finds, why, and what to write instead

exit codes:
  0  no finding at or above --fail-on
  1  findings at or above --fail-on
  2  wrong usage, a file that can't be read, or nothing found to check"""

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
Explain a rule, a front-matter key or a tool: `explain unknown-key`, `explain tools`,
`explain Bash`. The same name in several dialects is explained for each."""

_CONFIG = """\
Print every setting that holds for a file or a folder, and the file and line that it is
from. Settings stand in agentls.toml or in [tool.agentls] of pyproject.toml, in the folder
of a file or above it; nearer files win."""

_SCHEMA = """\
Print a JSON Schema: of the files that define dialects, of a dialect's front matter, or of
settings, for editors and for other programs."""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal. argparse would ask in a way that takes a tenth of a short check's time."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=min(_COLUMNS, columns_of(sys.stdout, _COLUMNS)))


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = argparse.ArgumentParser(prog="agentls", **_texts(_DESCRIPTION, _EXAMPLES))
    parser.add_argument("--version", action="version", version=f"agentls {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _add_check(commands)
    detect = _add(commands, "detect", "tell the dialect and the readers of files", _DETECT)
    detect.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
    _add_settings_options(detect)
    explain = _add(commands, "explain", "explain a rule, a key or a tool", _EXPLAIN)
    explain.add_argument("name", metavar="RULE|KEY|TOOL")
    _add(commands, "dialects", "list the dialects", "List the dialects that agentls knows.")
    config = _add(commands, "config", "print the settings of a path", _CONFIG)
    config.add_argument("path", nargs="?", default=".", metavar="PATH", help="a file or a folder (default: this one)")
    config.add_argument("--format", choices=("text", "json"), default="text", help="of the list (default: text)")
    _add_settings_options(config)
    schema = _add(commands, "schema", "print a JSON Schema", _SCHEMA)
    schema.add_argument(
        "what", nargs="*", metavar="frontmatter DIALECT | settings", help="not of dialect files, but of these"
    )
    return parser


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = _add(commands, "check", "check agent files", _CHECK, _CHECK_EXAMPLES)
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


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str, text: str, end: str = ""
) -> argparse.ArgumentParser:
    return commands.add_parser(name, help=summary, **_texts(text, end))


def _texts(description: str, epilog: str) -> dict[str, Any]:
    return {
        "description": description,
        "epilog": epilog,
        "formatter_class": _Help,
        "allow_abbrev": False,
    }


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options of a command line. Raises UsageError for an unknown command, SystemExit when argparse has spoken."""
    parser = build_parser()
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
