"""Whether a motion is a skill that is known from a few attempts.

Attempts at one skill lie about its middle with variance 1, and the middles of skills about nothing with the variance
`SkillSpace.between`. How much likelier a motion is as one more attempt at this skill than as an attempt at any skill
follows from that (probabilistic linear discriminant analysis: S. Ioffe, ECCV 2006; S. Prince and J. Elder, ICCV 2007),
and one attempt already says something. Nothing has to be fitted when a skill is taught. The tails are heavy
(Student's t): an engine errs now and then by much more than usual, and what is far from everything is no skill we know.
"""

from collections.abc import Mapping

import attrs
import numpy as np

from dancecoach.coaching.taught.space import Floats, SkillSpace, same_side

TAILS = 8.0
"""Degrees of freedom of the tails."""

LEAST = 0.5
"""Certainty below which a motion is none of the taught skills."""


@attrs.frozen(eq=False)
class Judge:
    """Knows one skill.

    Attributes:
        space: where it lies.
        middle: (D,) the skill's middle, as far as the attempts tell.
        unsure: (D,) variance of an attempt about it.
    """

    space: SkillSpace
    middle: Floats
    unsure: Floats

    @classmethod
    def taught(cls, space: SkillSpace, motions: Floats) -> "Judge":
        """From (N, `SIZE`) attempts, N at least 1."""
        return cls.of_places(space, space.places(motions))

    @classmethod
    def of_places(cls, space: SkillSpace, places: Floats) -> "Judge":
        """From (2, N, D) places of attempts, to either side."""
        attempts = same_side(places)
        of_middle = 1.0 / (len(attempts) + 1.0 / space.between)
        return cls(space, of_middle * attempts.sum(axis=0), 1.0 + of_middle)

    def likelier(self, places: Floats) -> Floats:
        """(N,) logarithm of how much likelier (2, N, D) motions are as this skill, to either side, than as any."""
        as_any, as_this = _unlikely(places, 1.0 + self.space.between), _unlikely(places - self.middle, self.unsure)
        return np.asarray((as_any - as_this).max(axis=0))

    def odds(self, places: Floats) -> Floats:
        """(N,) logarithm of the odds that (2, N, D) motions are this skill."""
        return self.space.slope * self.likelier(places) + self.space.offset


def certainties(judges: Mapping[str, Judge], places: Floats) -> dict[str, Floats]:
    """How sure it is, 0 to 1, that each motion is each skill; together at most 1, the rest is "none of them".

    Args:
        judges: by the skill's name, of one space.
        places: (2, N, D) motions.
    """
    odds = {name: np.exp(np.clip(judge.odds(places), -50.0, 50.0)) for name, judge in judges.items()}
    whole = 1.0 + sum(odds.values(), np.zeros(places.shape[1]))
    return {name: one / whole for name, one in odds.items()}


def _unlikely(apart: Floats, variance: Floats) -> Floats:
    """(...) minus the logarithm of the density of (..., D) differences, but for what all have in common."""
    degrees = TAILS + len(variance)
    return np.asarray(degrees * np.log1p((apart**2 / variance).sum(axis=-1) / TAILS) + np.log(variance).sum()) / 2


@attrs.frozen
class Verdict:
    """What a motion is called.

    Attributes:
        name: the taught skill; "" where it is none.
        certainty: 0 to 1, that it is; of the likeliest where it is none.
    """

    name: str
    certainty: float


def verdicts(judges: Mapping[str, Judge], places: Floats) -> list[Verdict]:
    """What each of (2, N, D) motions is called."""
    shares = certainties(judges, places)
    said = []
    for row in range(places.shape[1]):
        name = max(shares, key=lambda one: shares[one][row], default="")
        sure = float(shares[name][row]) if name else 0.0
        said.append(Verdict(name if sure >= LEAST else "", sure))
    return said
