"""agentls in real editors. `python -m tests.editors.install` gets them; without them these tests skip and say so."""
