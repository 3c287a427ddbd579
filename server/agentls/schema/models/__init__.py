"""The models of the files in `schemas/`: what a dialect, a product and the shared vocabulary may say.

These models read and explain the YAML files; the compiled form that a check uses is in `schema.lookup`. Nothing here is
imported on an ordinary check.
"""

from agentls.schema.models.behaviors import Behavior, When
from agentls.schema.models.concepts import Concept, ConceptsFile, Member
from agentls.schema.models.dialect import Detection, DialectFile, Format, Identity, Maker, Signal
from agentls.schema.models.keys import Check, Combination, Entries, Key, Limit
from agentls.schema.models.places import NearMiss, Place, ServerFile
from agentls.schema.models.product import Consumer, Outcome, ProductFile, Reader
from agentls.schema.models.text import Attribute, Body, Decorations, Label, Placeholder, Section, Tag
from agentls.schema.models.tools import Catalog, RetiredTool, Tool, ToolArgument, ToolPattern
from agentls.schema.models.words import (
    Access,
    Activation,
    Date,
    Fact,
    Form,
    Identifier,
    Kind,
    Loses,
    Model,
    Names,
    Rule,
    Scope,
    SeverityName,
    Shown,
    Source,
    ValueType,
)

__all__ = (
    "Access", "Activation", "Attribute", "Behavior", "Body", "Catalog", "Check", "Combination", "Concept",
    "ConceptsFile", "Consumer", "Date", "Decorations", "Detection", "DialectFile", "Entries", "Fact", "Form",
    "Format", "Identifier", "Identity", "Key", "Kind", "Label", "Limit", "Loses", "Maker", "Member", "Model",
    "Names", "NearMiss", "Outcome", "Place", "Placeholder", "ProductFile", "Reader", "RetiredTool", "Rule", "Scope",
    "Section", "ServerFile", "SeverityName", "Shown", "Signal", "Source", "Tag", "Tool", "ToolArgument",
    "ToolPattern", "ValueType", "When",
)  # fmt: skip
