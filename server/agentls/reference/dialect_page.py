"""The page of a dialect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from agentls.features import docs, words
from agentls.reference.behaviors import behavior_parts
from agentls.reference.keys_table import keys_table
from agentls.reference.markdown import ended, joined, lines, listed, section, table
from agentls.schema.bodies import Section, Tag
from agentls.schema.lookup import Dialect, Schema
from agentls.schema.products import NearMiss, Place

_FORMATS = {
    "markdown": "Markdown",
    "mdc": "Markdown with the extension .mdc",
    "toml": "TOML",
    "json": "JSON",
    "yaml": "YAML, of which JSON is a part",
    "text": "plain text",
}
_FRONT = {
    "required": ", with front matter",
    "optional": ", with or without front matter",
    "none": ", without front matter",
}
_SCOPES = {"project": "", "user": "of the user", "plugin": "of a plugin", "managed": "of an administrator"}
_ANYWHERE = "Anywhere: such files are recognized by what stands in them."
_FROM_ANY = "A path counts from any folder on: in a project as well as in your home folder, `~`."
_NOWHERE = "No program reads such files any more; they are recognized by what stands in them."
_UNKNOWN = "Nothing is known of that yet."
_LEGEND = (
    "*key*, *name* and *value* stand for what the file says. The severity is that of `agentls check` for a file that"
    " lies where the program looks."
)


def dialect_page(dialect: Dialect, schema: Schema) -> str:
    """What the file is, where it lies, what it holds, what goes wrong, and where that is known from."""
    return (
        joined(
            f"# {dialect.title}",
            words.prose(dialect.summary),
            _facts(dialect, schema),
            section("Where it lies", _lies(dialect, schema), _where(dialect, schema), _near_misses(dialect, schema)),
            section(_keys_title(dialect), _keys_intro(dialect), keys_table(dialect, schema)),
            section("Sections", _sections(dialect, schema)),
            section("Labels", _labels(dialect, schema)),
            section("Tags", _tags(dialect, schema)),
            section("Text", words.prose(dialect.body.doc), _limits(dialect), _variables(dialect, schema)),
            _faults(dialect, schema),
            section("Sources", listed(map(words.full_source, dialect.sources.values()))),
        )
        + "\n"
    )


def _facts(dialect: Dialect, schema: Schema) -> str:
    product = schema.data["products"].get(dialect.product)
    maker = f"Format of {product['title']}{_vendor(product)}" if product else "Format of several products"
    made = [f"{schema.title(consumer)}, as {_link(schema.dialects[name])}" for consumer, name in _made_for(dialect)]
    front = _FRONT[dialect.frontmatter] if dialect.format_kind in ("markdown", "mdc") else ""
    base = dialect.data.get("extends")
    return listed(
        ended(fact)
        for fact in (
            maker if dialect.kind == "official" else "House style: a way to write agents that no product asks for",
            f"{_FORMATS[dialect.format_kind]}{front}",
            f"Made for {words.joined(made)}" if made else "",
            f"Like {_link(schema.dialects[base])}, with changes" if base else "",
            f"Official page: <{dialect.docs}>" if dialect.docs else "",
            f"Its name in settings and on the command line: `{dialect.id}`",
        )
        if fact
    )


def _made_for(dialect: Dialect) -> list[tuple[str, str]]:
    return [(consumer, name) for consumer, name in dialect.made_for if name != dialect.id]


def _vendor(product: Mapping[str, str]) -> str:
    return "" if product["vendor"] in product["title"] else f" ({product['vendor']})"


def _link(dialect: Dialect) -> str:
    return f"[{dialect.title}]({dialect.id}.md)"


def _places(dialect: Dialect, schema: Schema) -> str:
    rows: dict[tuple[str, str], list[str]] = {}
    for place in schema.places:
        if place.dialect == dialect.id:
            titles = [schema.title(name) for name in place.consumers]
            rows.setdefault((words.code(place.glob), _place_note(place)), []).extend(titles)
    told = [(glob, ", ".join(dict.fromkeys(titles)), note) for (glob, note), titles in rows.items()]
    return table(("File", "Read by", "Note"), told)


def _lies(dialect: Dialect, schema: Schema) -> str:
    """The places; without any, whether files are known by their text, or just not read any more."""
    missed = any(one.dialect == dialect.id for one in schema.near_misses)
    return _places(dialect, schema) or (_NOWHERE if missed else _ANYWHERE)


def _where(dialect: Dialect, schema: Schema) -> str:
    """Where paths begin, for people who look for their own folder."""
    globs = [place.glob for place in schema.places if place.dialect == dialect.id]
    return _FROM_ANY if any(glob.startswith(".") and "/" in glob for glob in globs) else ""


def _place_note(place: Place) -> str:
    return "; ".join(
        note
        for note in (
            _SCOPES.get(place.scope, place.scope),
            "the folder of another product" if place.certainty == "also" else "",
            "only files that look like this format" if place.weak else "",
            f"but not {words.codes(place.unless)}" if place.unless else "",
        )
        if note
    )


def _near_misses(dialect: Dialect, schema: Schema) -> str:
    near = [one for one in schema.near_misses if one.dialect == dialect.id]
    told = table(("File", "What happens"), (_near_miss(one) for one in near))
    return joined("These look right, and are not read, or read as something else:", told) if told else ""


def _near_miss(near: NearMiss) -> tuple[str, str]:
    return words.code(near.glob), _told(near.text, [near.instead])


def _keys_title(dialect: Dialect) -> str:
    return "Front matter" if dialect.format_kind in ("markdown", "mdc") else "Keys"


def _keys_intro(dialect: Dialect) -> str:
    paths = [key.path for top in dialect.keys.values() for key in top.walk()]
    lists = "`[]` stands for the entries of a list." if any("[]" in path for path in paths) else ""
    free = "`*` stands for names that you choose." if any(".*" in path for path in paths) else ""
    style = "Any other key may stand there, too." if dialect.open_keys and dialect.keys else ""
    return " ".join(part for part in (lists, free, style) if part)


def _sections(dialect: Dialect, schema: Schema) -> str:
    rows = (
        ("→ " * depth + words.heading(one), _told(one.doc, docs.section_facts(one, dialect, schema)))
        for depth, one in _nested(dialect.sections, 0)
    )
    order = "They stand in this order." if dialect.ordered and dialect.sections else ""
    return joined(order, table(("Heading", "What belongs into it"), rows))


def _nested(sections: Iterable[Section], depth: int) -> Iterator[tuple[int, Section]]:
    for one in sections:
        yield depth, one
        yield from _nested(one.sections, depth + 1)


def _labels(dialect: Dialect, schema: Schema) -> str:
    inner = [label for _, one in _nested(dialect.sections, 0) for label in one.labels]
    rows = (
        (words.code(label.written), _told(label.doc, docs.label_facts(label, dialect, schema)))
        for label in (*dialect.labels, *inner)
    )
    return table(("Label", "What stands below it"), rows)


def _tags(dialect: Dialect, schema: Schema) -> str:
    rows = (
        (
            "→ " * depth + words.code(f"<{tag.name}>"),
            words.often(tag.cardinality),
            _told(tag.doc, docs.tag_facts(tag, dialect, schema)),
        )
        for top in dialect.tags
        for depth, tag in _nested_tags(top, 0)
    )
    return table(("Tag", "How often", "What it holds"), rows)


def _nested_tags(tag: Tag, depth: int) -> Iterator[tuple[int, Tag]]:
    yield depth, tag
    for inner in tag.tags:
        yield from _nested_tags(inner, depth + 1)


def _limits(dialect: Dialect) -> str:
    return listed(words.limit_words(limit) for limit in dialect.body.limits)


def _variables(dialect: Dialect, schema: Schema) -> str:
    rows = (
        (
            words.code(one.written),
            _told(one.doc if one.expanded else f"Stays as it is. {one.doc}", docs.placeholder_facts(one, schema)),
        )
        for one in dialect.body.placeholders
    )
    return table(("Variable", "What becomes of it"), rows)


def _faults(dialect: Dialect, schema: Schema) -> str:
    parts = list(behavior_parts(dialect, schema))
    return section("What goes wrong, and what the programs do", _LEGEND if parts else _nothing(dialect, schema), *parts)


def _nothing(dialect: Dialect, schema: Schema) -> str:
    """What to say where no behavior is known."""
    links = [_link(schema.dialects[name]) for _, name in _made_for(dialect)]
    return f"See {words.joined(links, 'or')}, as which such a file is read." if links else _UNKNOWN


def _told(doc: str, facts: Iterable[str]) -> str:
    return lines(*(words.prose(ended(fact)) for fact in (doc, *facts)))
