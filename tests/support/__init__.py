"""Helpers for tests that read as examples: text in, findings out."""
