"""What editors ask of one document: pure functions over offsets in code points. Nothing here knows a protocol."""
