"""For the floor: a second screen, a count-down, a sound."""
