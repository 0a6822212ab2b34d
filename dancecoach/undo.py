"""What takes a change back. Whatever changes something that a person may regret gives one to whoever asked for it."""

from collections.abc import Callable

Undo = Callable[[], None]
"""Called once, it puts back what was there before; it may fail as the change itself may."""
