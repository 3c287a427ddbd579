"""All products that can be asked, in the order in which they are."""

from __future__ import annotations

from tests.products.claude_code import ClaudeCode
from tests.products.codex import Codex
from tests.products.copilot import CopilotCli
from tests.products.gemini import GeminiCli
from tests.products.opencode import Kilo, OpenCode
from tests.products.product import Product
from tests.products.qwen import QwenCode

PRODUCTS: tuple[Product, ...] = (
    ClaudeCode(), CopilotCli(), Codex(), GeminiCli(), QwenCode(), OpenCode(), Kilo(),
)  # fmt: skip
