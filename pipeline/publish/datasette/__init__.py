"""What Datasette shows of the database."""
