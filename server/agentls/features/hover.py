"""What is known of the thing at an offset: by the schema, and by the findings that stand there."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agentls.features import docs, words
from agentls.features.named import named_docs
from agentls.features.page import Page
from agentls.features.spot_kinds import (
    AttributeSpot,
    FenceSpot,
    HeadingSpot,
    KeySpot,
    LabelSpot,
    PlaceholderSpot,
    RuleSpot,
    Spot,
    TagSpot,
    ToolSpot,
    ValueSpot,
)
from agentls.features.spots import spot_at, touches
from agentls.findings import Certainty, Effect, Finding, Target
from agentls.rules import RULES
from agentls.rules.tools import Named, in_catalog
from agentls.schema.keys import Key
from agentls.text import Span

_LONGEST_VALUE = 60
"""A longer text is prose: nothing is known of it as a value."""

_MOST_EFFECTS = 5
_CERTAINTY: dict[Certainty, str] = {
    "certain": "reads this file",
    "intended": "is what this format is made for",
    "also": "reads this file, too",
}


class Hover(NamedTuple):
    """A text about a span of the document, as Markdown."""

    span: Span
    markdown: str


def hover(page: Page, offset: int, findings: Sequence[Finding] = ()) -> Hover | None:
    """What the schema and the findings say of the thing at an offset; None where nothing is known."""
    spot = spot_at(page, offset)
    texts = (named_docs(page, spot, offset), _docs(page, spot)) if spot else ()
    text = "\n\n---\n\n".join(filter(None, texts))
    told = [finding for finding in findings if touches(finding.span, offset)]
    narrowest = min((finding.span for finding in told), key=lambda span: span.end - span.start, default=None)
    span = spot.span if spot and text else narrowest
    if span is None:
        return None
    return Hover(span, "\n\n---\n\n".join(part for part in (text, *map(finding_docs, told)) if part))


def finding_docs(finding: Finding) -> str:
    """A finding in full: what is wrong, what each product makes of it, and what its rule looks for."""
    head = f"**{finding.rule}** · {finding.severity.label}: {words.prose(finding.message)}"
    told = list(dict.fromkeys(map(_effect, finding.effects)))
    more = [f"and {len(told) - _MOST_EFFECTS} more"] if len(told) > _MOST_EFFECTS else []
    effects = "\n".join(f"- {one}" for one in (*told[:_MOST_EFFECTS], *more))
    advice = _sentence(finding.help)
    return "\n\n".join(part for part in (head, effects, advice, f"*{rule_in_short(finding.rule)}*") if part.strip("*"))


def rule_in_short(rule: str) -> str:
    """The first sentences of a rule's page on one line; empty where there is no such rule."""
    page = RULES[rule].page() if rule in RULES else ""
    behind_title = page.partition("\n# ")[2].partition("\n\n")[2]
    return " ".join(behind_title.partition("\n\n")[0].split())


def _effect(effect: Effect) -> str:
    return words.prose(effect.text) + (f" *({effect.version})*" if effect.version else "")


def _docs(page: Page, spot: Spot) -> str:
    """What the schema says of a spot; an empty string where it knows nothing."""
    match spot:
        case FenceSpot():
            return _file_docs(page) if spot.opening else ""
        case KeySpot():
            return _key_docs(page, spot)
        case ValueSpot():
            return _value_docs(page, spot)
        case ToolSpot():
            return _tool_docs(page, spot)
        case PlaceholderSpot():
            return docs.placeholder_docs(spot.use.placeholder, spot.view.dialect, page.schema)
        case RuleSpot():
            short = rule_in_short(spot.rule)
            return f"{words.code(spot.rule)} · rule of agentls\n\n{short}" if short else ""
    return _body_docs(page, spot)


def _body_docs(page: Page, spot: Spot) -> str:
    schema = page.schema
    match spot:
        case HeadingSpot(section=section, dialect=dialect) if section and dialect:
            return docs.section_docs(section, dialect, schema)
        case LabelSpot(known=label, dialect=dialect) if label and dialect:
            return docs.label_docs(label, dialect, schema)
        case TagSpot(known=tag, dialect=dialect) if tag and dialect:
            return docs.tag_docs(tag, dialect, schema)
        case AttributeSpot(known=tag, dialect=dialect) if tag and dialect:
            return docs.attribute_docs(spot.attribute.name, tag, dialect, schema)
    return ""


def _key_docs(page: Page, spot: KeySpot) -> str:
    """What a key does; of one that the dialect does not have, whose it is."""
    use, schema = spot.use, page.schema
    if use.key:
        return docs.key_docs(use.key, spot.dialect, schema)
    owners = [schema.dialects[name] for name in schema.key_owners.get(use.name, ())] if use.top else []
    if spot.dialect.open_keys or not owners:
        return ""
    titles = words.some([owner.title for owner in owners])
    head = f"{words.code(use.name)} · no key of {spot.dialect.title}, but of {titles}"
    near = spot.dialect.nearest_key(use.name)
    doc = words.prose(owners[0].keys[use.name].doc)
    return "\n\n".join([head, doc, *([f"Here: {words.code(near)}"] if near else [])])


def _value_docs(page: Page, spot: ValueSpot) -> str:
    """What a value means; of a name or number of one's own, what its key is for."""
    key, text = spot.key, spot.text
    if key is None or len(text) > _LONGEST_VALUE or not text.strip():
        return ""
    if _is_known(key, text):
        return docs.value_docs(key, text, spot.dialect, page.schema)
    return docs.key_docs(key, spot.dialect, page.schema)


def _is_known(key: Key, text: str) -> bool:
    return key.kind == "model" or text in key.values or text in key.value_docs


def _tool_docs(page: Page, spot: ToolSpot) -> str:
    """What a tool does; of a name that the product has not, whose it is and what to write."""
    path = spot.key.path if spot.key else ""
    known = docs.tool_docs(spot.tool.name, spot.catalog, page.schema, path)
    if known:
        return known
    consumer = next((one.consumer for one in page.document.detected.targets if one.dialect == spot.dialect.id), "")
    return _strange_tool(page, spot, in_catalog(spot.tool, path, spot.catalog, page.schema, consumer))


def _strange_tool(page: Page, spot: ToolSpot, named: Named) -> str:
    owners = [other.title for other in page.schema.catalogs.values() if other.tool(spot.tool.name)] or [named.owner]
    whose = f"no tool of {spot.catalog.title}" + (f", but of {words.some(owners)}" if named.owner else "")
    meant = docs.tool_docs(named.nearest, spot.catalog, page.schema) if named.nearest else ""
    if not (named.owner or named.hint or meant):
        return ""
    head = f"{words.code(named.use.name)} · {whose}"
    instead = f"Write instead: {meant}" if meant else ""
    return "\n\n".join(part for part in (head, words.prose(named.hint), instead) if part)


def _file_docs(page: Page) -> str:
    """What kind of file it is, how sure that is and why, and who reads it."""
    detected = page.document.detected
    dialect = page.document.dialect
    head = docs.dialect_docs(dialect, page.schema) if dialect else "An agent file in a format of its own."
    sure = [f"{detected.confidence:.0%} sure"] if dialect else []
    facts = [*sure, *map(_sentence, detected.reasons), *_targets(page, detected.targets)]
    return "\n\n".join([head, "\n".join(f"- {fact}" for fact in facts)]).rstrip()


def _targets(page: Page, targets: Sequence[Target]) -> Iterator[str]:
    own = page.document.dialect
    for target in targets:
        chosen = "is chosen in the settings" if target.chosen else _CERTAINTY[target.certainty]
        other = page.schema.dialects[target.dialect]
        yield f"{page.schema.consumers[target.consumer].label} {chosen}" + (
            f", as {other.title}" if other is not own else ""
        )


def _sentence(text: str) -> str:
    """A text as a sentence in Markdown."""
    return words.prose(f"{text[:1].upper()}{text[1:]}")
