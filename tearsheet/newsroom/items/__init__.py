"""What we publish: clips, items made of voices, updates, sections."""
