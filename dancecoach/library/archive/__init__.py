"""Several files in one: written whole or not at all, and checked before anything is read of one that somebody sent."""
