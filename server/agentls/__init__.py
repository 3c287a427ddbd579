"""agentls: language server and headless checker for agent files."""

__version__ = "0.1.0"
