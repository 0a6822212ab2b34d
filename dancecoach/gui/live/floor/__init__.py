"""For the floor: a second screen, and a recording that begins and ends by the clock."""
