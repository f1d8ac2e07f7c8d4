"""Quantities that are targets: role, comparator, basis, indicator."""
