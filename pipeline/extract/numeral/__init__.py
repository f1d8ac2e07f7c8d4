"""Every numeral of a text, exactly one kind each."""
