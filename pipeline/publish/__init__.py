"""Room 6: the tables, the data package, the report."""
