"""The counts of clips: their written form, and where they are kept."""
