"""Which dialect a file is written in, and who reads it: path and content -> dialect, targets, confidence, reasons."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from agentls.config import Settings
from agentls.findings import Certainty, Target
from agentls.parse import Syntax, format_of
from agentls.patterns import lazy
from agentls.schema.detection import Signal
from agentls.schema.lookup import Dialect, Schema
from agentls.schema.products import Place
from agentls.signals import Candidate, Seen, candidate, reason, score
from agentls.text import Span

_MARKER = lazy(r"(?:#|<!--)[ \t]*agentls:[ \t]*dialect[ \t]*=[ \t]*((?:(?!-->)\S)*)")
_MARKER_REACH = 65_536
_MOST_KEPT = 1_000
_DOCUMENTATION = lazy(
    r"(?:^|/)(?:README|[Rr]eadme|INDEX|[Ii]ndex|CHANGELOG|CONTRIBUTING|LICENSE|SECURITY|CODE_OF_CONDUCT"
    r"|AGENTS|CLAUDE|GEMINI)(?:[._-][A-Za-z-]{2,5})?\.[a-z]+$"
)

_LINE_KEY = lazy(r"^(name|description)[ \t]*:", re.M)
_LINE_REACH = 4096
_FORMS = {"mdc": "markdown", "json": "data", "yaml": "data"}


class Detected(NamedTuple):
    """What a file is. `dialect` is None for an agent file that no dialect fits; `reasons` are for people.

    `by_content` (0..1) is how sure the content alone makes the dialect; 1 where the user chose it. `misplaced` tells
    that it is an agent where nobody reads one, or none where one is read: what else is in it matters to nobody.
    `unread` are targets that the user named and that read no such file: `dialect` is what they have in another file
    format, empty where they are not known to have anything of the kind; those of the command line are `chosen`.
    """

    dialect: str | None
    targets: tuple[Target, ...]
    confidence: float
    reasons: tuple[str, ...]
    by_content: float = 0.0
    misplaced: bool = False
    unread: tuple[Target, ...] = ()


class _Guess(NamedTuple):
    dialect: Dialect
    score: float
    signals: tuple[Signal, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(map(reason, self.signals))

    @property
    def confidence(self) -> float:
        return round(min(0.99, self.score / (2 * self.dialect.detection.threshold)), 2)


def detect(path: str, syntax: Syntax, schema: Schema, settings: Settings) -> Detected | None:
    """Recognize a file by an explicit choice, its place, then its content; None when it is no agent file."""
    detected = _detect(path, syntax, schema, settings)
    if detected is None and any(markers(syntax)):
        detected = _unfit()._replace(reasons=("a marker in the file names a dialect, but none that is known",))
    if detected is None and (not settings.targets or settings.narrow):
        return None
    if detected and detected.misplaced and not _front_keys(syntax):
        return detected
    if detected or not _front_keys(syntax):
        return _with_chosen(path, detected, schema, settings) if detected else None
    asked = _with_chosen(path, _unfit(), schema, settings)
    return asked if asked.targets else None


def _detect(path: str, syntax: Syntax, schema: Schema, settings: Settings) -> Detected | None:
    places = schema.places_of(path)
    strong = [place for place in places if not place.weak]
    marked = "" if settings.dialect else _marked(syntax, schema)
    chosen = settings.dialect or marked or settings.dialect_here
    if chosen:
        reason = "named by a marker in the file" if marked else "chosen in the settings"
        reason = "chosen by --dialect" if settings.dialect else reason
        targets = _place_targets(strong) or _made_for(schema.dialects[chosen], schema, "certain")
        return Detected(chosen, targets, 1.0, (reason, *_place_reasons(strong)), 1.0)
    if strong:
        return _in_place(path, syntax, schema, strong)
    if _only_shown(syntax):
        return None
    guess = _best_guess(path, syntax, schema)
    if guess and not _DOCUMENTATION.search(path):
        return _by_content(path, guess, places, schema)
    return _near_miss(path, syntax, schema) or _generic(path, syntax, schema)


def _only_shown(syntax: Syntax) -> bool:
    """Whether the front matter stands inside a fence: a page that shows an agent file is none."""
    before = syntax.source.text[: syntax.front.opening.start] if syntax.front else ""
    return before.count("\n```") + before.startswith("```") + before.count("\n~~~") + before.startswith("~~~") > 0


def _in_place(path: str, syntax: Syntax, schema: Schema, places: list[Place]) -> Detected:
    """A file in a place that products read: content can only tell the house style."""
    placed = schema.dialects[
        next((place.dialect for place in places if place.certainty == "certain"), places[0].dialect)
    ]
    style = _best_guess(path, syntax, schema, placed)
    dialect = style.dialect if style else placed
    reasons = (*_place_reasons(places), *(style.reasons if style else ()))
    return Detected(dialect.id, _place_targets(places), 1.0, reasons, style.confidence if style else 0.0)


def _by_content(path: str, guess: _Guess, places: list[Place], schema: Schema) -> Detected:
    weak = [place for place in places if place.dialect == guess.dialect.id or _styles(guess.dialect, place)]
    made_for = () if schema.owner_of(path) else _made_for(guess.dialect, schema, "intended")
    targets = _place_targets(weak, "intended") or made_for
    reasons = (*_place_reasons(weak), *guess.reasons)
    return Detected(guess.dialect.id, targets, guess.confidence, reasons, guess.confidence)


def _styles(style: Dialect, place: Place) -> bool:
    return place.dialect in (dialect for _, dialect in style.made_for)


def _near_miss(path: str, syntax: Syntax, schema: Schema) -> Detected | None:
    """A file that nobody reads where it lies although it is an agent, or that is read although it is none."""
    for near in schema.near_misses_of(path):
        reason = f"the path matches {near.glob}"
        if near.rule == "stray-file":
            return Detected(None, (), 1.0, (f"{reason}, which is read although no agent is meant",), misplaced=True)
        if not near.chosen and not _DOCUMENTATION.search(path) and _looks_like_an_agent(syntax):
            reasons = (f"{reason}, which is not read", "has a name and a description")
            return Detected(near.dialect, (), 0.5, reasons, misplaced=True)
    return None


def _looks_like_an_agent(syntax: Syntax) -> bool:
    """Whether there is a name and a description, in front matter or, in a format that is not parsed, on lines."""
    if syntax.front:
        return {"name", "description"} <= _front_keys(syntax)
    return {"name", "description"} <= set(_LINE_KEY.findall(syntax.source.text, 0, _LINE_REACH))


def _generic(path: str, syntax: Syntax, schema: Schema) -> Detected | None:
    """An agent file that no dialect fits: front matter with a name and a description, and it is no documentation."""
    names = _front_keys(syntax)
    if _DOCUMENTATION.search(path) or not {"name", "description"} <= names:
        return None
    owner = schema.owner_of(path)
    where = (f"lies in a folder of {schema.data['products'][owner]['title']}",) if owner else ()
    return Detected(None, (), 0.3, ("front matter with a name and a description; no dialect fits", *where))


def _front_keys(syntax: Syntax) -> set[str]:
    return set(syntax.key_names) if syntax.front else set()


def _best_guess(path: str, syntax: Syntax, schema: Schema, placed: Dialect | None = None) -> _Guess | None:
    """The dialect that the content fits best; house styles before formats, general-purpose formats last.

    With `placed`, only house styles that files of that format may be written in.
    """
    seen = Seen(path, syntax, schema)
    best: _Guess | None = None
    for one in _candidates(seen, schema, placed):
        if best and _rank(one.dialect) < _rank(best.dialect):
            break
        points, signals = score(one, seen)
        if points and points >= one.dialect.detection.threshold:
            guess = _Guess(one.dialect, points, signals)
            best = guess if best is None or guess.confidence > best.confidence else best
    return best


def _candidates(seen: Seen, schema: Schema, placed: Dialect | None) -> tuple[Candidate, ...]:
    """The dialects that front matter and path leave possible, the best ranks first.

    They are the same for all files with these keys in such a place, so they are looked for once.
    """
    owner = schema.owner_of(seen.path)
    question = ("candidates", placed and placed.id, owner, seen.syntax.key_set, seen.syntax.front is None, seen.places)
    if question not in schema.memo:
        if len(schema.memo) >= _MOST_KEPT:
            schema.memo.clear()
        dialects = [one for one in schema.dialects.values() if not placed or one.may_style(placed)]
        found = [candidate(one, seen) for one in dialects if not _is_foreign(one, owner)]
        schema.memo[question] = tuple(
            sorted((one for one in found if one), key=lambda one: _rank(one.dialect), reverse=True)
        )
    candidates: tuple[Candidate, ...] = schema.memo[question]
    return candidates


def _is_foreign(dialect: Dialect, owner: str) -> bool:
    """Whether a general-purpose format is that of another product than the one whose folder the file lies in."""
    official = dialect.kind == "official" and dialect.detection.fallback
    return bool(owner) and official and dialect.product != owner


def _rank(dialect: Dialect) -> tuple[bool, bool]:
    return not dialect.detection.fallback, dialect.kind == "community"


def markers(syntax: Syntax) -> Iterator[tuple[str, Span]]:
    """The names of dialects in markers, known or not, with their places.

    A marker is a comment of the front matter or an HTML comment; what stands in code is none.
    """
    text = syntax.source.text
    if "agentls:" not in text[:_MARKER_REACH]:
        return
    code = syntax.body.code
    for match in _MARKER.finditer(text, 0, _MARKER_REACH):
        in_front = syntax.front is not None and match.start() in syntax.front.content
        if match.group().startswith("#") == in_front and not any(match.start() in span for span in code):
            yield match.group(1), Span(*match.span(1))


def _marked(syntax: Syntax, schema: Schema) -> str:
    """The first known dialect that a marker names; empty where none does."""
    return next((name for name, _ in markers(syntax) if name in schema.dialects), "")


def _place_targets(places: Iterable[Place], certainty: Certainty | None = None) -> tuple[Target, ...]:
    """One target per consumer; a certain place wins over one that is read also."""
    targets: dict[str, Target] = {}
    for place in places:
        certain: Certainty = certainty or ("also" if place.certainty == "also" else "certain")
        for consumer in place.consumers:
            targets.setdefault(consumer, Target(consumer, place.dialect, certain, place.scope))
    return tuple(targets.values())


def _made_for(dialect: Dialect, schema: Schema, certainty: Certainty) -> tuple[Target, ...]:
    """Targets of a file whose path says nothing: whom the style is made for, or the format's own product."""
    if dialect.made_for:
        return tuple(Target(consumer, of, certainty) for consumer, of in dialect.made_for)
    consumers = [consumer.id for consumer in schema.consumers.values() if consumer.product == dialect.product]
    return tuple(Target(consumer, dialect.id, certainty) for consumer in consumers)


def _place_reasons(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"the path matches {place.glob}" for place in places))


def _unfit() -> Detected:
    return Detected(None, (), 0.0, ())


def _with_chosen(path: str, detected: Detected, schema: Schema, settings: Settings) -> Detected:
    """Targets that the user named replace the others: each reads the file as the dialect that it has for its kind.

    Those of a project leave the others out where the place says who reads it.
    """
    if not settings.targets:
        return detected
    if settings.narrow and any(target.certainty == "certain" for target in detected.targets):
        kept = (target for target in detected.targets if target.consumer in settings.targets)
        return detected._replace(targets=tuple(target._replace(certainty="certain", chosen=True) for target in kept))
    known = {target.consumer: target for target in detected.targets}
    targets, unread = list[Target](), list[Target]()
    form = _form(path, schema.dialects.get(detected.dialect or ""))
    for consumer in settings.targets:
        name = "" if consumer in known else _dialect_for(path, consumer, detected, schema, form)
        target = known.get(consumer) or Target(consumer, name, "certain")
        reads = consumer in known or (name and _form_of(schema.dialects[name]) == form)
        chosen = bool(reads) or not settings.narrow
        (targets if reads else unread).append(target._replace(certainty="certain", chosen=chosen))
    told = () if settings.narrow and targets else tuple(unread)  # a project's targets need not all read each file
    return detected._replace(targets=tuple(targets), unread=told)


def _form(path: str, dialect: Dialect | None) -> str:
    """How the text of a file is to be taken apart, by its name, or by its dialect where the name leaves that open."""
    form = format_of(path)
    by_dialect = form == "markdown" and dialect and not path.endswith(".md")
    return _form_of(dialect) if dialect and by_dialect else _FORMS.get(form, form)


def _form_of(dialect: Dialect) -> str:
    """How files of a dialect are taken apart: what JSON says, YAML says too; all Markdown has the same kind of keys."""
    return _FORMS.get(dialect.format_kind, dialect.format_kind)


def _dialect_for(path: str, consumer: str, detected: Detected, schema: Schema, form: str) -> str:
    """The dialect as which a consumer would read the file; empty when it has nothing of the kind.

    That is the same one, or its own format of the same role, best one of that form, or the one that the file's place is
    nearly a place of.
    """
    dialect = detected.dialect or ""
    own = dict.fromkeys(place.dialect for place in schema.places if consumer in place.consumers)
    candidates = [dialect, *(target.dialect for target in detected.targets)]
    shared = next((name for name in candidates if name in own), "")
    role = schema.dialects[dialect].role if dialect else "agent"
    alike = [name for name in own if schema.dialects[name].role == role]
    alike.sort(key=lambda name: _form_of(schema.dialects[name]) != form)
    missed = (miss.dialect for miss in schema.near_misses_of(path) if consumer in miss.consumers)
    return shared or next(iter(alike), "") or next(missed, "")
