"""The list of skills and the dance beside the picture."""
