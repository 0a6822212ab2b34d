"""Playing a clip: opening, fetching frames, stepping, speed, sound, and the buttons for it."""
