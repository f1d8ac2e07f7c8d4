"""One Pandera model a table, field for field the record of that name in `pipeline.model`."""
