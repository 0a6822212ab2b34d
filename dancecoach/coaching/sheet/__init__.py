"""The sheet of one skill: its measures, how far each may be off, and their words."""
