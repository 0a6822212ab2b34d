"""News that every page may listen to: what has changed under it, whoever changed it."""
