"""Real editors for the tests, each in a folder of its own below `.editors/` of the checkout; nothing else is touched.

Only Chromium comes from the system's packages (it needs too many libraries), and only where that is allowed.
"""
