"""Beginning and ending without a hand on the keyboard: a count-down, claps, a presenter's remote."""
