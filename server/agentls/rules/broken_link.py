"""`broken-link`: a link to a file that is not there."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from agentls.faults import Exists, Fault, RuleContext, Selectors, View
from agentls.findings import Severity
from agentls.patterns import lazy
from agentls.rules.base import Rule
from agentls.rules.local_paths import local_path, places
from agentls.rules.placeholders import PlaceholderUse, placeholder_uses

_FILE = lazy(r"\.\w{1,8}$|/$")


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per link of a form that the product follows, and target; none where nobody can tell what is there.

    Addresses, paths that begin at the root or at home, and paths with marks of a template are not looked at.
    """
    if context.exists is None:
        return
    exists = cache(context.exists)
    for view, uses in context.once(placeholder_uses):
        for use in uses:
            if use.placeholder.kind == "path" and _missing(exists, context.document.path, view, use):
                arguments = {"path": use.name, "written": use.written, "from": use.placeholder.relative_to}
                selectors = Selectors("broken-link", value=use.name, check=use.placeholder.written)
                yield Fault(selectors, use.span, view.target, arguments)


def _missing(exists: Exists, file: str, view: View, use: PlaceholderUse) -> bool:
    path, relative_to = local_path(use.name), use.placeholder.relative_to
    if not path or not _FILE.search(path):
        return False
    scope = view.target.scope if view.target else ""
    # `@name.word` without a folder is a decorator more often than a file
    if relative_to != "file" and (scope != "project" or "/" not in path):
        return False
    return not any(map(exists, places(file, path, relative_to)))


def words(arguments: Mapping[str, Any]) -> str:
    """Say which file is not there."""
    return f"there is no file `{arguments['path']}`"


def advice(arguments: Mapping[str, Any]) -> str:
    """Say where the path begins."""
    if arguments["from"] == "file":
        return "write the path as seen from the folder of this file"
    return "write the path as seen from the root of the project"


RULE = Rule("broken-link", Severity.INFO, check, words, advice, needs_effect=True)
