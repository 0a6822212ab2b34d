"""The skill packs at hand, and naming the skills of a clip by them."""

import hashlib
import logging
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs
import numpy as np
import platformdirs

from dancecoach.coaching.skill import Skill
from dancecoach.coaching.taught.judge import JUDGING, Judge, verdicts
from dancecoach.coaching.taught.motion import Body, motion_of
from dancecoach.coaching.taught.pack import SUFFIX, SkillPack, read_pack
from dancecoach.coaching.taught.space import Floats, SkillSpace, skill_space
from dancecoach.errors import DancecoachError, ModelError
from dancecoach.files import sha256_of
from dancecoach.pose.track import PoseTrack

_DIGITS = 16

_log = logging.getLogger(__name__)


def own_skills_folder() -> Path:
    """Where the person's skill packs are looked for; not made before it is wanted."""
    return platformdirs.user_data_path("dancecoach", False) / "skills"


def skill_files(folder: Path | None = None) -> dict[str, Path]:
    """The packs at hand by the names of their files, in order.

    Args:
        folder: to look in; None for the person's own.
    """
    found = sorted((folder or own_skills_folder()).glob(f"*{SUFFIX}"))
    return {path.stem: path for path in found if path.name[0] != "."}  # what is being written is not there yet


def skill_file(name: str, folder: Path | None = None) -> Path:
    """Where the pack of a skill belongs: a file's name that every system takes, not that of another skill's pack."""
    folder = folder or own_skills_folder()
    stem = re.sub(r"[^\w]+", "_", name.casefold()).strip("_")[:40] or "skill"
    digest = hashlib.sha256(name.casefold().encode()).hexdigest()[:6]
    return folder / f"{stem}-{digest}{SUFFIX}"


def skills_digest(files: Mapping[str, Path]) -> str:
    """What these packs are told from others by; "" for none. Those that cannot be read are left out."""
    digests = []
    for name, path in sorted(files.items()):
        try:
            digests.append(f"{name} {sha256_of(path)}")
        except DancecoachError:
            continue
    if not digests:
        return ""
    try:
        digests.append(f"{skill_space().name} {JUDGING}")
    except ModelError:
        return ""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()[:_DIGITS]


@attrs.frozen(eq=False)
class SkillPacks:
    """The taught skills.

    Attributes:
        packs: by the names of their files.
        left_out: what is wrong with each of the others.
    """

    packs: Mapping[str, SkillPack]
    left_out: Mapping[str, ModelError] = attrs.field(factory=dict)
    _judges: dict[str, Mapping[str, Judge]] = attrs.field(factory=dict, init=False, repr=False)

    @classmethod
    def read(cls, files: Mapping[str, Path] | None = None) -> "SkillPacks":
        """Those in some files; None for all at hand. One that cannot be used is left out."""
        packs: dict[str, SkillPack] = {}
        left_out: dict[str, ModelError] = {}
        for name, path in (skill_files() if files is None else files).items():
            try:
                packs[name] = read_pack(path)
            except ModelError as error:
                _log.warning("skill pack %s: %s", name, error)
                left_out[name] = error
        return cls(packs, left_out)

    @property
    def names(self) -> tuple[str, ...]:
        """The skills, in order."""
        return tuple(sorted({pack.name for pack in self.packs.values()}))

    def judges(self, space: SkillSpace) -> Mapping[str, Judge]:
        """Who knows each skill, by its name; packs of one skill are one. Taught when first asked for."""
        if space.name not in self._judges:
            self._judges[space.name] = {name: Judge.taught(space, self.attempts(name)) for name in self.names}
        return self._judges[space.name]

    def attempts(self, name: str) -> Floats:
        """(N, `SIZE`) all attempts at a skill."""
        return np.concatenate([pack.attempts for pack in self.packs.values() if pack.name == name])

    def named(self, track: PoseTrack, skills: Sequence[Skill]) -> tuple[Skill, ...]:
        """The skills of a clip with the names that were taught; "" for one that is none of them.

        Args:
            track: the followed person, repaired; its times and those of the skills are of the real action.
            skills: as measured.

        Raises:
            ModelError: the space of skills is missing or damaged.
        """
        if not skills or not self.packs:
            return tuple(attrs.evolve(skill, name="", name_certainty=0.0) for skill in skills)
        space, body = skill_space(), Body.of(track)
        judges = self.judges(space)
        return tuple(_named(skill, body, space, judges) for skill in skills)


def _named(skill: Skill, body: Body, space: SkillSpace, judges: Mapping[str, Judge]) -> Skill:
    motion = motion_of(body, skill.takeoff_s, skill.touchdown_s)
    if motion is None:
        return attrs.evolve(skill, name="", name_certainty=0.0)
    (said,) = verdicts(judges, space.places(motion[None]))
    return attrs.evolve(skill, name=said.name, name_certainty=said.certainty if said.name else 0.0)
