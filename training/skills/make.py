"""From drawn figures to the space that ships, and what it is worth on skills and people that it was not made from."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import attrs
import numpy as np

from dancecoach.coaching.taught.space import SkillSpace, read_space
from dancecoach.errors import InputError
from dancecoach.files import atomic_path, make_folder
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.data.drawn import load_drawn
from training.figure.performers import Split
from training.skills.drawn import DrawnSkill, exact_skills, seen_skills, with_errors
from training.skills.space import Floats, Material, SpaceSettings, make_space, trials
from training.workers import spread

_SEED = 11


def drawn_skills(
    count: int,
    split: Split = "train",
    seen: Sequence[Path] = (),
    *,
    workers: int = 1,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> list[DrawnSkill]:
    """Skills to make a space from, or to judge it by.

    Args:
        count: figures by chance whose exact joints are taken.
        split: whose people and cameras.
        seen: folders of drawn clips that our engine looked at.
        workers: processes.
        progress: listener.
        cancel: stops it.

    Raises:
        InputError: a folder holds no clips.
        Cancelled: ``cancel`` was set.
    """
    found: list[DrawnSkill] = []
    for done, skills in enumerate(spread(partial(_exact, split), range(count), workers, cancel), 1):
        found += skills
        progress(Progress("moving figures", done, count))
    for folder in seen:
        for clip in load_drawn(folder, split):
            found += seen_skills(clip)
    # In the order of the clips, whoever was ready first: equal clips give equal files.
    return sorted(found, key=lambda skill: (skill.clip, skill.name, skill.motion.tobytes()))


def as_seen(skills: Sequence[DrawnSkill], seed: int = 0) -> list[DrawnSkill]:
    """Those that the engine saw, and the others with errors of the same kind."""
    seen = [skill for skill in skills if skill.exact is not None]
    exact = [skill for skill in skills if skill.exact is None]
    return [*seen, *with_errors(exact, seen, np.random.default_rng(seed))]


def write_space(skills: Sequence[DrawnSkill], path: Path, settings: SpaceSettings | None = None) -> SkillSpace:
    """Make the space and write its file.

    Raises:
        InputError: too few skills have a name.
        OutputError: it cannot be written.
    """
    material, settings = Material.of(as_seen(skills)), settings or SpaceSettings()
    if len(material.frequent(settings.fewest)) < 4:
        raise InputError("holds too few skills", subject=f"{len(skills)} drawn skills", remedy="draw more figures")
    space = make_space(material, settings)
    make_folder(path.parent)
    with atomic_path(path) as temporary:
        space.save(temporary)
        return read_space(temporary)


@attrs.frozen
class Worth:
    """How well skills are taught from some clips.

    Attributes:
        taught: from how many clips.
        known: share of other clips of the skill that are known, mean over the skills.
        taken: share of other skills that are taken for it, likewise.
        skills: how many skills were taught.
    """

    taught: int
    known: float
    taken: float
    skills: int


def judge_space(space: SkillSpace, skills: Sequence[DrawnSkill], settings: SpaceSettings | None = None) -> list[Worth]:
    """Teach each skill in turn, several times, from some of its clips, and ask about all others."""
    by_count: dict[int, dict[str, list[tuple[float, float]]]] = {}
    for trial in trials(space, Material.of(skills), settings or SpaceSettings()):
        own, other = (float((_odds(space, said) > trial.asked).mean()) for said in (trial.own, trial.other))
        by_count.setdefault(trial.taught, {}).setdefault(trial.skill, []).append((own, other))
    return [_worth(count, found) for count, found in sorted(by_count.items())]


def _worth(count: int, found: Mapping[str, Sequence[tuple[float, float]]]) -> Worth:
    known, taken = np.mean([np.mean(shares, axis=0) for shares in found.values()], axis=0)
    return Worth(count, float(known), float(taken), len(found))


def _odds(space: SkillSpace, likelier: Floats) -> Floats:
    return space.slope * likelier + space.offset


def _exact(split: Split, number: int) -> list[DrawnSkill]:
    return list(exact_skills([number], split, seed=_SEED))
