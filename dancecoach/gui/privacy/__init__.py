"""Help, Privacy: what is kept, where it lies, and how to be rid of it."""
