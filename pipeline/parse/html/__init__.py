"""Web pages (.html, .mht)."""
