"""What goes wrong in the workshop beside what goes wrong in the app."""

from dancecoach.errors import InputError


class CallError(InputError):
    """A command was called with a name, a size or a set of options that there is not: exit status 2, not 3."""
