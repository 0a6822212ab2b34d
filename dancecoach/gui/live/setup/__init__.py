"""Where the camera should stand: a hint when needed, and an outline to stand in."""
