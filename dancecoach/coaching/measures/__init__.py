"""What is measured of one skill: its flight, take-off and landing, how often it turns, and the shape of the body."""
