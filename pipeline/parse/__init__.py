"""Room 1: a file becomes tables of cells, tables become rows of known fields."""
