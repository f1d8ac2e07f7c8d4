"""The index of many documents, and the page of a few."""
