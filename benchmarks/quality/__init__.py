"""How good each part is: one module a part, floors in `floors.json`."""
