"""How fast each part is, in CPU time on one core."""
