"""What the program's end says to whoever started it."""

DONE = 0
IN_THE_WAY = 1
"""Something on this computer prevents it: a full disk, a missing engine, no display."""
WRONG_CALL = 2
UNUSABLE_INPUT = 3
"""At least one input could not be used; the others were done."""
STOPPED = 130
"""Ctrl+C, as shells have it: 128 + the signal's number."""
