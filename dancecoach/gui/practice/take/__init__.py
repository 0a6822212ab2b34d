"""A run through the reference, from the count-in to the kept take."""
