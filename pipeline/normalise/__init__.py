"""Room 3: units under their official names, years and quarters."""
