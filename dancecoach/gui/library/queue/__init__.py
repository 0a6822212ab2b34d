"""Files on their way into the library."""
