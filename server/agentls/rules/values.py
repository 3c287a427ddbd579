"""What the rules about values share: how a value is written, and whether a reader takes it."""

from __future__ import annotations

from agentls.facts import KeyUse
from agentls.faults import RuleContext, Selectors, View
from agentls.schema.keys import Key

EMPTY_FORMS = frozenset({"nothing", "null", "empty", "blank", "empty-list", "empty-mapping"})
NUMBER_FORMS = frozenset({"integer", "quoted-integer", "signed", "float", "octal", "hex", "exponent"})
_LISTS = frozenset({"flow-list", "block-list", "empty-list"})
_MAPPINGS = frozenset({"flow-mapping", "block-mapping", "empty-mapping"})
_PLAIN_FORMS = {
    "string": frozenset({"text", "quoted-text", "quoted-boolean", "quoted-boolean-word", "quoted-integer",
                         "boolean-word", "date", "timestamp", "sexagesimal", "underscored"}),
    "boolean": frozenset({"boolean"}),
    "integer": frozenset({"integer", "signed"}),
    "number": frozenset({"integer", "signed", "float", "exponent"}),
    "list": _LISTS,
    "mapping": _MAPPINGS,
}  # fmt: skip


def accepted(view: View, key: Key, form: str) -> bool | None:
    """Whether the reader takes a form for the key; None when nothing is known of it.

    What a reader takes is data; of one that was never run only this is sure: a list or mapping is no scalar.
    """
    if view.consumer in key.forms:
        return form in key.forms[view.consumer]
    if view.reader and view.reader.forms:
        known = [view.reader.forms[wanted] for wanted in key.types if wanted in view.reader.forms]
        structural = any(form in _PLAIN_FORMS[wanted] for wanted in key.types if wanted not in view.reader.forms)
        return structural or any(form in forms for forms in known) if known or structural else None
    if any(form in _PLAIN_FORMS[wanted] for wanted in key.types):
        return True
    collection = form in _LISTS | _MAPPINGS
    wants_scalar = any(wanted not in ("list", "mapping") for wanted in key.types)
    return None if collection != wants_scalar or form in EMPTY_FORMS else False


def form_fault(view: View, use: KeyUse, key: Key, rule: str) -> Selectors | None:
    """The selectors of a fault in how the value is written, None when the reader takes it as it is meant.

    A behavior that speaks of the form, or of this very value, makes it a fault, too: `[]` is a list, and yet it may
    leave no tools.
    """
    question = (rule, view.consumer, key.path, use.form)
    known = view.dialect.memo.get(question)
    if known is None:
        known = view.dialect.memo[question] = _is_fault(view, key, use.form, rule)
    known = known or use.value.text in view.dialect.spoken_values.get(question[:3], ())
    return Selectors(rule, key=key.path, form=use.form, value=use.value.text) if known else None


def _is_fault(view: View, key: Key, form: str, rule: str) -> bool:
    selectors = Selectors(rule, key=key.path, form=form)
    outcome = view.reader.outcomes.get(selectors.reader_cause(view.reader)) if view.reader else None
    if outcome is not None:
        return not outcome.legal
    taken = accepted(view, key, form)
    behaviors = view.dialect.behaviors(rule, view.consumer) if view.target else []
    spoken = (form in one.form or (taken is None and not one.form) for one in behaviors if key.path in one.key)
    return taken is False or any(spoken)


def of_wrong_kind(context: RuleContext, use: KeyUse) -> bool:
    """Whether some target is told that a value is of a wrong kind: then nothing more is to be said of it."""
    return any(
        other.value.span == use.value.span and form_fault(view, other, key, "invalid-type")
        for view, other, key in context.known_keys
    )
