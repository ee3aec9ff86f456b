"""Word lists and tables that the engine reads; `SOURCES.md` gives the origin and licence of each."""
