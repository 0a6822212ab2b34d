"""What attempts in front of the camera are called: by the names that a person taught, as in Review."""

import logging
from collections.abc import Callable, Sequence

from dancecoach.coaching.skill import Skill
from dancecoach.coaching.taught.packs import SkillPacks, skill_files
from dancecoach.errors import ModelError, in_short
from dancecoach.files import version_of
from dancecoach.i18n import _
from dancecoach.pose.track import PoseTrack

_log = logging.getLogger(__name__)

Name = Callable[[PoseTrack, Sequence[Skill]], Sequence[Skill]]
"""Gives the skills of a repaired track their names."""


def as_measured(_track: PoseTrack, skills: Sequence[Skill]) -> Sequence[Skill]:
    """Nothing was taught: the skills as they are."""
    return skills


class PacksAtHand:
    """The packs at hand, read anew only where one has come, gone or changed: who dances hops all the time."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[int, int] | None] = {}
        self._packs = SkillPacks({})

    def __call__(self) -> SkillPacks:
        """Those of this moment."""
        paths = skill_files()
        files = {name: version_of(path) for name, path in paths.items()}
        if files != self._files:
            self._files, self._packs = files, SkillPacks.read(paths)
        return self._packs


class TaughtNames:
    """Names skills by the packs that are at hand at that moment; never fails. Belongs to one thread.

    Args:
        notice: hears a sentence, once, where skills cannot be named.
        read: the packs at hand; None for the person's own.
    """

    def __init__(self, notice: Callable[[str], object], read: Callable[[], SkillPacks] | None = None) -> None:
        self._notice, self._read = notice, read or PacksAtHand()
        self._told = False

    def __call__(self, track: PoseTrack, skills: Sequence[Skill]) -> Sequence[Skill]:
        """The skills with the names that were taught; as measured where these cannot be told."""
        try:
            return self._read().named(track, skills)
        except ModelError as error:
            self._say(_("The taught skills cannot be named: {error}").format(error=error))
        except Exception as error:  # whatever is wrong with a pack must not cost the person the attempt
            _log.exception("the taught skills cannot be named")
            text = _("The taught skills cannot be named ({error}).")
            self._say(text.format(error=in_short(error)))
        return skills

    def _say(self, sentence: str) -> None:
        if not self._told:
            self._told = True
            self._notice(sentence)
