"""What the program needs on this computer, looked at, and what to do about what is missing."""
