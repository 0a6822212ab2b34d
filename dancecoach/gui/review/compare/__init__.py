"""Two clips beside each other: a second one goes with the first."""
