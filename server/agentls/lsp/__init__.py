"""The language server: the only room that knows the protocol. Handlers are thin; the work is done in `features/`."""
