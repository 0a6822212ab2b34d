"""Whether a motion is a skill that is known from a few attempts.

Attempts at one skill lie about its middle with variance 1, and the middles of skills about nothing with the variance
`SkillSpace.between`. How much likelier a motion is as one more attempt at this skill than as an attempt at any skill
follows from that (probabilistic linear discriminant analysis: S. Ioffe, ECCV 2006; S. Prince and J. Elder, ICCV 2007),
and one attempt already says something. The tails are heavy (Student's t): an engine errs now and then by much more than
usual, and what is far from everything is no skill we know.

How alike attempts are differs from skill to skill: figures of a dance, without a flight, are done far more evenly than
saltos are, and other figures are nearer to them than another salto to a salto. So each attempt is held against the
others, and where all of them are known easily, more likeness is asked of what is to be called so.
"""

from collections.abc import Mapping

import attrs
import numpy as np

from dancecoach.coaching.taught.space import Floats, SkillSpace, same_side

JUDGING = "2"
"""Of the rules here; a verdict depends on them, and is given anew where they are others."""

TAILS = 8.0
"""Degrees of freedom of the tails."""

LEAST = 0.5
"""Certainty below which a motion is none of the taught skills."""

_SHARE_ASKED, _MOST_ASKED = 0.7, 1.5
"""Share of the held-out attempts' least odds (their logarithm) that is asked beyond even ones, and the most of it."""

_MOST_HELD_OUT = 30
"""More attempts say nothing more of how alike they are."""


@attrs.frozen(eq=False)
class Judge:
    """Knows one skill.

    Attributes:
        space: where it lies.
        middle: (D,) the skill's middle, as far as the attempts tell.
        unsure: (D,) variance of an attempt about it.
        asked: logarithm of the odds that is asked beyond even ones, 0 or more.
    """

    space: SkillSpace
    middle: Floats
    unsure: Floats
    asked: float = 0.0

    @classmethod
    def taught(cls, space: SkillSpace, motions: Floats) -> "Judge":
        """From (N, `SIZE`) attempts, N at least 1."""
        return cls.of_places(space, space.places(motions))

    @classmethod
    def of_places(cls, space: SkillSpace, places: Floats) -> "Judge":
        """From (2, N, D) places of attempts, to either side."""
        return attrs.evolve(cls._even(space, places), asked=cls._asked(space, places))

    @classmethod
    def _asked(cls, space: SkillSpace, places: Floats) -> float:
        count = places.shape[1]
        if count < 2:
            return 0.0
        held = np.unique(np.linspace(0, count - 1, min(count, _MOST_HELD_OUT)).astype(int))
        odds = [float(cls._even(space, np.delete(places, i, axis=1)).odds(places[:, [i]])[0]) for i in held]
        return float(np.clip(_SHARE_ASKED * min(odds), 0.0, _MOST_ASKED))

    @classmethod
    def _even(cls, space: SkillSpace, places: Floats) -> "Judge":
        """One who asks for even odds."""
        attempts = same_side(places)
        of_middle = 1.0 / (len(attempts) + 1.0 / space.between)
        return cls(space, of_middle * attempts.sum(axis=0), 1.0 + of_middle)

    def likelier(self, places: Floats) -> Floats:
        """(N,) logarithm of how much likelier (2, N, D) motions are as this skill, to either side, than as any."""
        as_any, as_this = _unlikely(places, 1.0 + self.space.between), _unlikely(places - self.middle, self.unsure)
        return np.asarray((as_any - as_this).max(axis=0))

    def odds(self, places: Floats) -> Floats:
        """(N,) logarithm of the odds that (2, N, D) motions are this skill, less what is asked beyond even ones."""
        return self.space.slope * self.likelier(places) + self.space.offset - self.asked


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
