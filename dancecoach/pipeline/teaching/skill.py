"""A skill is taught from a few clips."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import attrs
import numpy as np

from dancecoach.coaching.skill import Skill
from dancecoach.coaching.taught.judge import Judge, verdicts
from dancecoach.coaching.taught.keeping import put_skill
from dancecoach.coaching.taught.learning import SkillClip, TaughtSkill, learn_skill
from dancecoach.coaching.taught.motion import SIZE, Body, motion_of
from dancecoach.coaching.taught.pack import SkillPack, skill_name
from dancecoach.coaching.taught.packs import SkillPacks
from dancecoach.coaching.taught.space import Floats, skill_space
from dancecoach.errors import InputError
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.models.card import TrainingData
from dancecoach.models.packs.origins import Learnt
from dancecoach.models.teaching.share import Share
from dancecoach.notes.clock import slow_factor
from dancecoach.notes.corrected import corrected_track
from dancecoach.notes.notes import Notes
from dancecoach.pipeline.retold import as_corrected, in_real_time
from dancecoach.pipeline.teaching.corrected import notes_of
from dancecoach.pipeline.teaching.newly import newly_called
from dancecoach.pipeline.teaching.origin import add_with_origin, hashes_of
from dancecoach.pipeline.teaching.outcome import HeldOut, LeftOut, Outcome, Worth
from dancecoach.pipeline.teaching.poses import Looking, analysis_of
from dancecoach.pipeline.teaching.request import Example, TeachRequest
from dancecoach.progress import CancelToken, Progress, ProgressCallback
from dancecoach.undo import Undo

_REFUSED_LEAST = 0.8
"""Share of drawn attempts at other skills that must not be taken for a skill which is called good."""


@attrs.frozen
class SkillRequest(TeachRequest):
    """A skill to be taught.

    Where a person corrected the phases of a clip in Review, the skill is one of the stretches that they call so; and
    where they closed a loop there, one within it.

    Attributes:
        skill: its name.
        examples: clips in which it is done.
        unlike: clips in which it is certainly not done.
        check: clips of which nobody said what is done in them; the outcome says in which it would be found.
        looking: how clips are looked at that nobody has looked at yet.
    """

    kind: ClassVar[str] = "skill"

    skill: str
    examples: tuple[Example, ...]
    unlike: tuple[Example, ...] = ()
    check: tuple[Example, ...] = attrs.field(default=(), kw_only=True)
    looking: Looking = attrs.field(factory=Looking)

    def learn(self, tell: ProgressCallback, cancel: CancelToken, scratch: Path) -> Outcome:
        """As `TeachRequest.learn`."""
        packs = SkillPacks.read()
        name = _new_name(self.skill, packs)
        space = skill_space()
        left_out: list[LeftOut] = []
        clips = list(self._clips(self.examples, left_out, tell, cancel))
        unlike = list(self._clips(self.unlike, [], tell, cancel))
        tell(Progress(_("learning"), 0))
        others = {one: packs.attempts(one) for one in packs.names}
        taught = learn_skill(name, clips, space=space, others=others, unlike=unlike)
        outcome = _outcome(taught, clips, unlike, left_out)
        judges = {one: Judge.taught(space, rows) for one, rows in {**others, name: taught.attempts}.items()}

        def certainty(found: Analysis) -> float:
            said = verdicts(judges, space.places(motions_in(found, self.looking)))
            return max((one.certainty for one in said if one.name == name), default=0.0)

        looked_at, newly = newly_called(self.check, self.looking, certainty, tell, cancel)
        return attrs.evolve(outcome, newly=newly, looked_at=looked_at)

    def add(self, outcome: Outcome) -> Undo:
        """As `TeachRequest.add`."""
        learnt = Learnt(self.kind, outcome.name, clips=hashes_of(self.examples))
        return add_with_origin(learnt, lambda: put_skill(outcome.network))

    def _clips(
        self, examples: Sequence[Example], left_out: list[LeftOut], tell: ProgressCallback, cancel: CancelToken
    ) -> Iterator[SkillClip]:
        """What is done in the clips; those that cannot be used are noted."""
        seen: dict[str, str] = {}
        for number, example in enumerate(examples):
            cancel.check()
            tell(Progress(_("looking at the clips"), number, len(examples)))
            try:
                found = analysis_of(example, self.looking, tell, cancel)
            except InputError as error:
                left_out.append(LeftOut(example.name, str(error)))
                continue
            motions = motions_in(found, self.looking)
            if found.sha256 in seen:
                why = _("It is the same film as “{}”.").format(seen[found.sha256])
                left_out.append(LeftOut(example.name, why))
            elif not len(motions):
                left_out.append(LeftOut(example.name, _nothing_done(found)))
            else:
                seen[found.sha256] = example.name
                yield SkillClip(example.name, motions, example.person)


def motions_in(found: Analysis, looking: Looking) -> Floats:
    """(K, `SIZE`) what is done in a clip, as corrected in Review where somebody did."""
    notes = notes_of(found, looking)
    slowed = 1.0 if notes is None else slow_factor(found.track.times, notes.capture_fps)
    told = found if slowed == 1.0 else in_real_time(found, slowed, looking.packs)
    track = corrected_track(notes)
    if track is not None and track.frames == len(found.track):
        told = as_corrected(told, track, slowed)
    body = Body.of(attrs.evolve(found.track, times=found.track.times / slowed))
    moments = [(s.takeoff_s / slowed, s.touchdown_s / slowed) for s in told.skills if _within_loop(s, notes)]
    motions = [motion for moment in moments if (motion := motion_of(body, *moment)) is not None]
    return np.array(motions, np.float64).reshape(-1, SIZE)


def _within_loop(skill: Skill, notes: Notes | None) -> bool:
    if notes is None or notes.loop_start is None or notes.loop_end is None:
        return True
    middle = (skill.takeoff_frame + skill.touchdown_frame) / 2
    return notes.loop_start <= middle <= notes.loop_end


def _nothing_done(found: Analysis) -> str:
    if not found.track.found.any():
        return _("Nobody is seen in it.")
    return _("Nothing in it is seen to leave the ground; mark the skill in Review with T, S and L.")


def _new_name(text: str, packs: SkillPacks) -> str:
    name = skill_name(text)
    if name.casefold() in {one.casefold() for one in packs.names}:
        raise InputError(
            _("is a skill that was taught already"),
            subject=f"“{name}”",
            remedy=_("remove its pack first, or choose another name"),
        )
    return name


def _outcome(
    taught: TaughtSkill, clips: Sequence[SkillClip], unlike: Sequence[SkillClip], left_out: Sequence[LeftOut]
) -> Outcome:
    def asked(of: Sequence[SkillClip], heard: Sequence[str], truth: str) -> tuple[HeldOut, ...]:
        return tuple(HeldOut(c.name, truth, h, c.person) for c, h in zip(of, heard, strict=True))

    by_clip = asked(clips, taught.by_clip, taught.name)
    by_person = asked(clips, taught.by_person, taught.name) if taught.by_person else ()
    others = asked(unlike, taught.unlike, "")
    pack = SkillPack(
        name=taught.name,
        attempts=taught.attempts,
        date=date.today().isoformat(),
        training=(TrainingData("the makers' own clips", "the makers' own", "the makers' own", len(clips)),),
        metrics={"taught": {taught.name: _metrics(taught, by_clip, by_person, others)}},
    )
    loose = taught.drawn.value < _REFUSED_LEAST
    return Outcome(
        kind=SkillRequest.kind,
        name=taught.name,
        network=pack.to_bytes(),
        by_clip=by_clip,
        by_person=by_person,
        others=others,
        kept=taught.kept,
        left_out=tuple(left_out),
        warnings=tuple(_warnings(taught, clips)),
        at_most=Worth.DOUBTFUL if loose else Worth.GOOD,
    )


def _metrics(
    taught: TaughtSkill, by_clip: Sequence[HeldOut], by_person: Sequence[HeldOut], others: Sequence[HeldOut]
) -> Mapping[str, Any]:
    """What goes on the card: counts, by the question that was asked."""
    shares = {
        "known": Share(sum(one.right for one in by_clip), len(by_clip)),
        "by_person": Share(sum(one.right for one in by_person), len(by_person)),
        "other_clips_refused": Share(sum(one.heard != taught.name for one in others), len(others)),
        "drawn_skills_refused": taught.drawn,
        "skills_kept": taught.kept,
    }
    return {key: {"hits": share.hits, "of": share.of} for key, share in shares.items() if share.of}


def _warnings(taught: TaughtSkill, clips: Sequence[SkillClip]) -> Iterator[str]:
    if taught.also:
        yield _("Figures that do these would be called so too, by how they move: {}.").format(", ".join(taught.also))
    persons = {clip.person for clip in clips} - {""}
    if len(persons) == 1 and all(clip.person for clip in clips):
        yield _("All clips are of one person ({}): how well others are recognised is not known.").format(*persons)
    elif not taught.by_person:
        yield _(
            "Nobody said who is in the clips: how well somebody new is recognised is not known. "
            "Name the persons in the library to find out."
        )
