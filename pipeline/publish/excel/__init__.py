"""pledges.xlsx: the dataset for an office."""
