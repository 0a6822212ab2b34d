"""A file of a pack is put, or taken away, and that is taken back: never over what somebody made of it since."""

from pathlib import Path

from dancecoach.errors import InputError
from dancecoach.files import delete_file, make_folder, output_error, write_bytes
from dancecoach.i18n import _
from dancecoach.undo import Undo


def have(path: Path, content: bytes | None) -> Undo:
    """Have a file hold this, or None to have no such file; how that is taken back.

    Raises:
        OutputError: what is there cannot be read, written or removed.
    """
    before = _held(path)
    _put(path, content)
    return back_to(path, before, content)


def back_to(path: Path, before: bytes | None, now: bytes | None) -> Undo:
    """What has a file hold again what it did; None stands for no file.

    Another window or a terminal may have changed it meanwhile, and what was made there is not to be lost: then it is
    an `InputError`.

    Args:
        path: the file.
        before: what it held.
        now: what it was left with.
    """

    def undo() -> None:
        if _held(path) != now:
            raise InputError(
                _("has changed since, and that would be lost"),
                subject=path.name,
                remedy=_("see in the list of packs what is there now, and remove or forget it there"),
            )
        _put(path, before)

    return undo


def _held(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise output_error(path, error) from error


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        delete_file(path)
    else:
        make_folder(path.parent)
        write_bytes(path, content)
