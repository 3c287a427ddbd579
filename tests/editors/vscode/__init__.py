"""The real workbench and extension host of VS Code (code-server), driven through a browser."""
