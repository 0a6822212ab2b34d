"""What came of a take, and of all takes so far."""
