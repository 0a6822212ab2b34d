"""The camera of a page: chosen, started, let go."""
