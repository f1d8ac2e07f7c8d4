"""Room 5: one table against its schema, rows against rows."""
