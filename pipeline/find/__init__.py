"""Finds the rows of responsibility lists in the blocks that a reader gives: tables, prose, flat paragraphs."""
