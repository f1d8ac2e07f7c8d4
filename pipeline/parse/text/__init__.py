"""Plain text: dumps, delimited tables, lines."""
