"""Makes the space of skills from drawn ones: what all attempts at a skill share, and how sure likeness makes.

Linear discriminant analysis on the motions, with every attempt turned to the side on which it is most like the others
of its name. Names with few attempts say nothing of how attempts differ and are left out there; all of them stay as
places of what a taught skill may not be.
"""

from collections.abc import Iterator, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.optimize import minimize
from scipy.special import expit

from dancecoach.coaching.taught.judge import Judge
from dancecoach.coaching.taught.motion import COLUMNS, MOMENTS, mirrored
from dancecoach.coaching.taught.space import SkillSpace, same_side
from training.skills.drawn import DrawnSkill

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]
Rng = np.random.Generator


@attrs.frozen
class SpaceSettings:
    """How a space is made.

    Attributes:
        numbers: D.
        kept: principal components from which they are found.
        fewest: attempts that a name needs to say how attempts differ.
        heaviest: attempts of a name beyond which more do not count for more.
        shrink: share of the covariance within skills that is taken to be the same along all components.
        taught: numbers of clips from which skills are taught when the certainty is set.
        draws: how often for each skill and number.
        caution: weight of a motion that is another skill, against one that is the skill.
        points: most places of each name that are kept.
        seed: of the chances.
    """

    numbers: int = 24
    kept: int = 80
    fewest: int = 4
    heaviest: int = 20
    shrink: float = 0.1
    taught: tuple[int, ...] = (2, 3, 5, 8)
    draws: int = 6
    caution: float = 3.0
    points: int = 12
    seed: int = 0


@attrs.frozen(eq=False)
class Material:
    """N drawn skills.

    Attributes:
        motions: (N, `SIZE`).
        names: (N,) what they are.
        clips: (N,) numbers of the clips.
    """

    motions: Floats
    names: NDArray[np.str_]
    clips: Rows

    @classmethod
    def of(cls, skills: Sequence[DrawnSkill]) -> "Material":
        """All of these."""
        return cls(
            np.array([skill.motion for skill in skills]),
            np.array([skill.name for skill in skills]),
            np.array([skill.clip for skill in skills], np.intp),
        )

    def rows(self, kept: NDArray[np.bool_]) -> "Material":
        """Some of them."""
        return Material(self.motions[kept], self.names[kept], self.clips[kept])

    def frequent(self, fewest: int) -> list[str]:
        """Names of which there are clips enough."""
        return [str(n) for n in np.unique(self.names) if len(np.unique(self.clips[self.names == n])) >= fewest]


def make_space(material: Material, settings: SpaceSettings | None = None, name: str = "drawn skills 1") -> SkillSpace:
    """The space of some drawn skills, with its certainty set by skills that each half of it was not made from."""
    settings = settings or SpaceSettings()
    whole = _fitted(material, settings, name)
    asked, truth, weight = [], [], []
    for half in (0, 1):
        names = material.frequent(settings.fewest)[half::2]
        inside = np.isin(material.names, names)
        space = _fitted(material.rows(~inside), settings, name)
        for trial in trials(space, material.rows(inside), settings):
            asked += [trial.own, trial.other]
            truth += [np.ones(len(trial.own)), np.zeros(len(trial.other))]
            weight += [
                np.full(len(trial.own), 1 / len(trial.own)),
                np.full(len(trial.other), settings.caution / len(trial.other)),
            ]
    slope, offset = _certainty(np.concatenate(asked), np.concatenate(truth), np.concatenate(weight))
    return attrs.evolve(whole, slope=slope, offset=offset)


@attrs.frozen(eq=False)
class Trial:
    """A skill taught from some clips, and what is then said of others.

    Attributes:
        skill: its name.
        taught: from how many clips.
        own: how much likelier other clips of it are as this skill.
        other: the same of other skills.
        others: names of these.
        asked: as `Judge.asked`.
    """

    skill: str
    taught: int
    own: Floats
    other: Floats
    others: NDArray[np.str_]
    asked: float = 0.0


def trials(space: SkillSpace, material: Material, settings: SpaceSettings) -> Iterator[Trial]:
    """Each skill in turn as the new one, several times."""
    rng, places = np.random.default_rng(settings.seed), space.places(material.motions)
    for skill in material.frequent(min(settings.taught) + 1):
        mine = material.names == skill
        clips = np.unique(material.clips[mine])
        for count in settings.taught:
            if len(clips) <= count:
                continue
            for _ in range(settings.draws):
                chosen = rng.permutation(clips)[:count]
                rows = [rng.choice(np.flatnonzero(mine & (material.clips == clip))) for clip in chosen]
                judge = Judge.of_places(space, places[:, rows])
                said = judge.likelier(places)
                held = mine & ~np.isin(material.clips, chosen)
                yield Trial(skill, count, said[held], said[~mine], material.names[~mine], judge.asked)


def _fitted(material: Material, settings: SpaceSettings, name: str) -> SkillSpace:
    """The space, with no certainty yet."""
    both = np.stack([material.motions, mirrored(material.motions)])
    mean = np.nanmean(both, axis=(0, 1))
    flat = np.where(np.isfinite(both), both, mean) - mean
    scale = _scale(flat)
    components = np.linalg.svd((flat / scale).reshape(-1, flat.shape[2]), full_matrices=False)[2]
    components = components[: settings.kept].T / scale[:, None]
    places = flat @ components
    names = material.frequent(settings.fewest)
    within, middles, share = np.zeros((components.shape[1],) * 2), [], 0.0
    uncertain = 0.0
    for one in names:
        attempts = same_side(places[:, material.names == one])
        middles.append(attempts.mean(axis=0))
        apart = attempts - middles[-1]
        counted = min(len(attempts), settings.heaviest)
        within += counted * (apart.T @ apart) / (len(attempts) - 1)
        share += counted
        uncertain += 1 / len(attempts) / len(names)
    within = _shrunk(within / share, settings.shrink)
    between = np.cov(np.array(middles).T) - uncertain * within
    spread, directions = eigh(between, within)
    best = np.argsort(spread)[::-1][: settings.numbers]
    matrix = components @ directions[:, best]
    places = flat @ matrix
    kept = _some_of_each(material, settings)
    return SkillSpace(
        name, mean, matrix, np.maximum(spread[best], 0.05), 1.0, 0.0, places[:, kept], tuple(material.names[kept])
    )


def _scale(flat: Floats) -> Floats:
    """(`SIZE`,) the spread of each column over all its moments."""
    spread = flat.std(axis=(0, 1)) + 1e-6
    columns = np.sqrt((spread[:-1].reshape(MOMENTS, len(COLUMNS)) ** 2).mean(axis=0))
    return np.append(np.tile(columns, MOMENTS), spread[-1])


def _shrunk(covariance: Floats, share: float) -> Floats:
    level = np.trace(covariance) / len(covariance)
    own = (1 - share) * covariance + share * np.diag(np.diag(covariance))
    return np.asarray(own + 0.2 * share * level * np.eye(len(covariance)))


def _some_of_each(material: Material, settings: SpaceSettings) -> Rows:
    rng = np.random.default_rng(settings.seed)
    rows = [rng.permutation(np.flatnonzero(material.names == n))[: settings.points] for n in np.unique(material.names)]
    return np.sort(np.concatenate(rows))


def _certainty(likelier: Floats, truth: Floats, weight: Floats) -> tuple[float, float]:
    """Slope and offset that make odds honest."""
    sign = 2 * truth - 1

    def cost(line: Floats) -> tuple[float, Floats]:
        margin = sign * (line[0] * likelier + line[1])
        slope = -weight * sign * expit(-margin)
        return float((weight * np.logaddexp(0.0, -margin)).sum()), np.array([slope @ likelier, slope.sum()])

    found = minimize(cost, np.array([0.3, 0.0]), jac=True, method="L-BFGS-B").x
    return float(found[0]), float(found[1])
