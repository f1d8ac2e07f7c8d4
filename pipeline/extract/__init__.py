"""Room 4: every numeral, one kind for each, and the targets among them."""
