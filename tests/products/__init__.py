"""Ask the real products what they do with an agent file, and hold agentls against it.

    python -m tests.products [--product ID] [--update]

Not part of the ordinary tests: npm installs 1.6 GB of programs. `tests/test_products_table.py` checks what it wrote.
"""
