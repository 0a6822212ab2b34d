"""What is seen: the picture with all that is said on it, in the window and on the screen for the floor."""
