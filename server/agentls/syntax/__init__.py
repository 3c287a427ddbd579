"""Syntax: front matter, Markdown, tags. Each parser returns a tree and faults, and never raises."""
