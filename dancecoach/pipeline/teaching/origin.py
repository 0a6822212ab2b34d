"""What is taught is added together with the knowledge which clips it learnt from (`models.packs.origins`)."""

import contextlib
from collections.abc import Callable, Iterable

from dancecoach.errors import InputError
from dancecoach.files import sha256_of_clip
from dancecoach.models.packs.origins import Learnt, note_origin
from dancecoach.pipeline.teaching.request import Example
from dancecoach.undo import Undo


def add_with_origin(learnt: Learnt, put: Callable[[], Undo]) -> Undo:
    """Have the app use what was taught, and remember from which clips; how both are taken back.

    Args:
        learnt: what it is, and from which clips.
        put: has the app use it.

    Raises:
        OutputError: it cannot be written.
    """
    forget = note_origin(learnt)  # first: nothing is in use of which it is not known
    try:
        back = put()
    except BaseException:
        forget()
        raise

    def undo() -> None:
        back()
        forget()

    return undo


def hashes_of(examples: Iterable[Example]) -> frozenset[str]:
    """SHA-256 of what is in some clips; those that cannot be read are left out."""
    found = set()
    for example in examples:
        with contextlib.suppress(InputError):
            found.add(example.sha256 or sha256_of_clip(example.path))
    return frozenset(found)
