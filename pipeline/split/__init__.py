"""Room 2: rows become measures with their clauses, plan cells become items."""
