"""One clip after the other: what goes wrong with one costs nobody the others, and each fault is one line."""

import logging
from collections.abc import Callable, Iterable
from pathlib import Path

from rich.console import Console

from dancecoach.cli import exits
from dancecoach.cli.display import shown
from dancecoach.cli.interrupt import cancelled_by_signals
from dancecoach.errors import Cancelled, DancecoachError, EngineError, InputError, ModelError
from dancecoach.files import atomic_path, make_folder
from dancecoach.i18n import _
from dancecoach.progress import CancelToken

_log = logging.getLogger(__name__)


class ClipRun:
    """Does something with each of some clips.

    Args:
        out: folder for the results; checked before the work begins.
        err: where complaints go.
    """

    def __init__(self, out: Path, err: Console) -> None:
        self._out, self._err = out, err
        self._code = exits.DONE

    def run(self, clips: Iterable[Path], do: Callable[[Path, CancelToken], None]) -> int:
        """Do it with every clip that can be used; the exit code."""
        with cancelled_by_signals() as cancel:
            try:
                _check_writable(self._out)
                for clip in _each_once(clips):
                    self._one(clip, do, cancel)
            except Cancelled:
                self.complain(_("stopped; what was finished before is in {}").format(shown(self._out)))
                return exits.STOPPED
            except DancecoachError as error:  # of the kind that the next clip would meet again
                self.complain(str(error))
                return exits.IN_THE_WAY
        return self._code

    def complain(self, sentence: str) -> None:
        """One line on stderr, never broken into two."""
        self._err.print(shown(sentence), markup=False, highlight=False, soft_wrap=True)

    def lacks(self, sentence: str) -> None:
        """Say what could not be made of an input, one line; the rest was made."""
        self.complain(sentence)
        self._code = self._code or exits.UNUSABLE_INPUT

    def _one(self, clip: Path, do: Callable[[Path, CancelToken], None], cancel: CancelToken) -> None:
        try:
            cancel.check()
            do(clip, cancel)
        except InputError as error:
            self.complain(_about(clip, error))
            self._code = self._code or exits.UNUSABLE_INPUT
        except (EngineError, ModelError, Cancelled):
            raise
        except DancecoachError as error:
            self.complain(str(error))
            self._code = exits.IN_THE_WAY
        except Exception:  # a fault of ours must not cost the person the other clips
            _log.exception("%s", shown(clip))
            self.complain(_("{}: dancecoach failed through a fault of its own; please report it.").format(clip))
            self._code = exits.IN_THE_WAY


def _about(clip: Path, error: InputError) -> str:
    """The error's sentence, beginning with the input it is about."""
    if error.subject is None:
        return f"{clip}: {error}"
    return str(error) if str(clip) in error.subject else f"{clip}: {error}"


def _check_writable(out: Path) -> None:
    """Find out now, not after the first clip's work, whether results can be written.

    Raises:
        OutputError: they cannot.
    """
    make_folder(out)
    probe = out / ".dancecoach"
    try:
        with atomic_path(probe) as temporary:
            temporary.write_bytes(b"\0" * 4096)
    except DancecoachError as error:
        raise type(error)(error.problem, subject=out, remedy=error.remedy) from error
    probe.unlink(missing_ok=True)


def _each_once(clips: Iterable[Path]) -> list[Path]:
    """The inputs in their order, one that is named twice only once."""
    seen: dict[Path, Path] = {}
    for clip in clips:
        seen.setdefault(clip.absolute(), clip)
    return list(seen.values())
