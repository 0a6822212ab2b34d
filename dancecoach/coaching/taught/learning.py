"""A skill is learnt from a few clips, and asked about in clips that were kept from the learning."""

from collections.abc import Mapping, Sequence

import attrs
import numpy as np

from dancecoach.coaching.taught.judge import Judge, verdicts
from dancecoach.coaching.taught.motion import SIZE
from dancecoach.coaching.taught.space import Floats, SkillSpace
from dancecoach.errors import InputError
from dancecoach.i18n import _
from dancecoach.models.card import UNKNOWN
from dancecoach.models.teaching.share import Share

FEWEST = 3
"""Clips from which a skill can be taught."""

_MOST_ROUNDS = 5
_TAKEN = 0.5
"""Share of drawn attempts at a skill from which it is told that they would be called so too."""


@attrs.frozen(eq=False)
class SkillClip:
    """A clip in which a skill is done.

    Attributes:
        name: what people call the clip.
        motions: (K, `SIZE`) what is done in it; the skill is one of these.
        person: who does it; "" where nobody said.
    """

    name: str
    motions: Floats = attrs.field(repr=False)
    person: str = ""


@attrs.frozen(eq=False)
class TaughtSkill:
    """What came of it.

    Attributes:
        name: of the skill.
        attempts: (N, `SIZE`) one of each clip, which are the pack.
        by_clip: what each clip is called by what was learnt from the others.
        by_person: the same without any clip of its person; () where fewer than two persons are known.
        unlike: what clips are called that are none of it; `UNKNOWN` where it is no taught skill.
        kept: how many attempts at the skills taught before are called as before.
        drawn: how many drawn attempts at other skills are not taken for it.
        also: drawn skills that would be called so too; the nearest may well be the same skill.
    """

    name: str
    attempts: Floats
    by_clip: tuple[str, ...]
    by_person: tuple[str, ...]
    unlike: tuple[str, ...]
    kept: Share
    drawn: Share
    also: tuple[str, ...]


def learn_skill(
    name: str,
    clips: Sequence[SkillClip],
    *,
    space: SkillSpace,
    others: Mapping[str, Floats] | None = None,
    unlike: Sequence[SkillClip] = (),
) -> TaughtSkill:
    """Learn a skill.

    Args:
        name: of the skill.
        clips: at least `FEWEST`, each with a motion or more.
        space: where skills lie.
        others: (N, `SIZE`) attempts at each skill that was taught before, by name.
        unlike: clips that are none of it.

    Raises:
        InputError: there are too few clips.
    """
    if len(clips) < FEWEST:
        text = _("has {count} clips that can be used, where {fewest} are needed")
        raise InputError(
            text.format(count=len(clips), fewest=FEWEST),
            subject=f"“{name}”",
            remedy=_("add clips in which it is done, or mark it in Review with T, S and L"),
        )
    others = {} if others is None else others
    lesson = _Lesson(name, space, {one: Judge.taught(space, rows) for one, rows in others.items()}, list(clips))
    everything = list(range(len(clips)))
    judge = lesson.learn(everything)
    drawn, also = _drawn(space, judge)
    return TaughtSkill(
        name=name,
        attempts=np.stack([clips[i].motions[lesson.chosen(everything)[i]] for i in everything]),
        by_clip=lesson.held_out([str(i) for i in everything]),
        by_person=lesson.held_out(_groups(clips)) if len({c.person for c in clips} - {""}) > 1 else (),
        unlike=tuple(lesson.heard(judge, space.places(clip.motions)) for clip in unlike),
        kept=_kept(lesson, judge, others),
        drawn=drawn,
        also=also,
    )


@attrs.define(eq=False)
class _Lesson:
    """The clips as places, and the skills that are known already."""

    name: str
    space: SkillSpace
    before: Mapping[str, Judge]
    clips: list[SkillClip]
    places: list[Floats] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.places = [self.space.places(clip.motions.reshape(-1, SIZE)) for clip in self.clips]

    def chosen(self, rows: Sequence[int]) -> dict[int, int]:
        """Which motion of each of these clips is the skill: those that are most like one another.

        It begins with the clips in which one thing is done; where there are none, with all that is done in any.
        """
        single = [i for i in rows if self.places[i].shape[1] == 1]
        begin = np.concatenate([self.places[i] for i in single or rows], axis=1)
        judge, found = Judge.of_places(self.space, begin), dict[int, int]()
        for _round in range(_MOST_ROUNDS):
            now = {i: int(judge.likelier(self.places[i]).argmax()) for i in rows}
            if now == found:
                break
            found = now
            judge = self._judge(found)
        return found

    def learn(self, rows: Sequence[int]) -> Judge:
        """Who knows the skill by some of the clips."""
        return self._judge(self.chosen(rows))

    def _judge(self, chosen: Mapping[int, int]) -> Judge:
        return Judge.of_places(self.space, np.concatenate([self.places[i][:, [k]] for i, k in chosen.items()], axis=1))

    def heard(self, judge: Judge, places: Floats) -> str:
        """What a clip is called: the skill where anything in it is, else what the surest is called."""
        said = verdicts({**self.before, self.name: judge}, places)
        names = [one.name for one in sorted(said, key=lambda one: -one.certainty) if one.name]
        return self.name if self.name in names else names[0] if names else UNKNOWN

    def held_out(self, groups: Sequence[str]) -> tuple[str, ...]:
        """What each clip is called by what is learnt from the clips of other groups."""
        heard = [UNKNOWN] * len(groups)
        for group in dict.fromkeys(groups):
            rest = [i for i, other in enumerate(groups) if other != group]
            judge = self.learn(rest)
            for i in (i for i, other in enumerate(groups) if other == group):
                heard[i] = self.heard(judge, self.places[i])
        return tuple(heard)


def _groups(clips: Sequence[SkillClip]) -> list[str]:
    """The person of each clip; one of whom nobody said who it is stands for itself."""
    return [clip.person or f"\0{i}" for i, clip in enumerate(clips)]


def _kept(lesson: _Lesson, judge: Judge, others: Mapping[str, Floats]) -> Share:
    hits = of = 0
    for name, attempts in others.items():
        places = lesson.space.places(attempts)
        before = verdicts(lesson.before, places)
        after = verdicts({**lesson.before, lesson.name: judge}, places)
        known = [a.name == name for b, a in zip(before, after, strict=True) if b.name == name]
        hits, of = hits + sum(known), of + len(known)
    return Share(hits, of)


def _drawn(space: SkillSpace, judge: Judge) -> tuple[Share, tuple[str, ...]]:
    """How many drawn attempts at other skills are refused, and which skills are not.

    The drawn skill that is most like the taught one counts neither way: it may be the same.
    """
    names = np.array(space.names)
    odds = judge.odds(space.points)
    rates = {str(name): float((odds[names == name] > 0).mean()) for name in np.unique(names)}
    means = {str(name): float(odds[names == name].mean()) for name in np.unique(names)}
    nearest = max(means, key=lambda name: means[name])
    other = names != nearest if rates[nearest] > 0 else np.ones(len(names), np.bool_)
    also = tuple(sorted((n for n, rate in rates.items() if rate >= _TAKEN), key=lambda n: -means[n]))
    return Share(int((odds[other] <= 0).sum()), int(other.sum())), also
