"""The network of Review, by which Live looks again at attempts: the person's own where they chose it."""

import logging
from collections.abc import Callable, Sequence

from dancecoach.errors import DancecoachError, in_short
from dancecoach.files import version_of
from dancecoach.i18n import _
from dancecoach.models.packs.own_phases import own_phases_file, uses_own
from dancecoach.models.phases import PhaseSegmenter
from dancecoach.motion.phases import PhaseSegment
from dancecoach.pose.track import PoseTrack

_log = logging.getLogger(__name__)


class ReviewNetwork:
    """Cuts tracks into phases by the network that Review asks at that moment. Belongs to one thread.

    An own network that cannot be used is done without, and told: the shipped one is asked instead.

    Args:
        notice: hears a sentence where the own network is left out.

    Raises:
        ModelError: the shipped network is missing or damaged.
    """

    def __init__(self, notice: Callable[[str], object]) -> None:
        self._notice = notice
        self._shipped = PhaseSegmenter()
        self._own: PhaseSegmenter | None = None
        self._version: tuple[int, int] | None = None

    def __call__(self, track: PoseTrack) -> Sequence[PhaseSegment]:
        """The phases of a repaired track.

        Raises:
            ModelError: the shipped network fails.
        """
        own = self._own_now()
        if own is not None:
            try:
                return own.segment(track).segments
            except Exception as error:  # whatever is wrong with an own network must not cost the attempts
                self._leave_out(error)
        return self._shipped.segment(track).segments

    def _own_now(self) -> PhaseSegmenter | None:
        """The own network where it is wanted now, loaded where it is another one than at the last look."""
        version = _own_version()
        if version != self._version:
            self._version, self._own = version, None
            if version is not None:
                try:
                    self._own = PhaseSegmenter(own_phases_file())
                except Exception as error:
                    self._leave_out(error)
        return self._own

    def _leave_out(self, error: Exception) -> None:
        """Do without this version of the own network."""
        _log.warning("the own phase network is left out", exc_info=error)
        self._own = None
        why = str(error) if isinstance(error, DancecoachError) else in_short(error)
        self._notice(_("Your own phase network is left out: {why}").format(why=why))


def _own_version() -> tuple[int, int] | None:
    """What one own network is told from another by; None where the shipped one is wanted."""
    return version_of(own_phases_file()) if uses_own() else None
