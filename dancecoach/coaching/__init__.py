"""What to tell the person about their movement: skills, measured."""
