"""What Chinese writing itself says: folding, numerals, list numbers, periods."""
