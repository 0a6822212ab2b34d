"""Playing a clip: stepping, speed, sound, and the buttons for it."""
