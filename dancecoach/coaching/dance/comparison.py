"""The whole comparison of a learner with a reference: score, timing, joints, moments, words.

Units: seconds of presentation time, degrees, milliseconds, marks from 0 to 100.
"""

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.dance.aligned import Aligned, align
from dancecoach.coaching.dance.caveats import STRANGE, caveat_apart, caveats_of
from dancecoach.coaching.dance.cues import PRAISED, Part, cue, late_cue, praise
from dancecoach.coaching.dance.directions import JOINTS, TWINS, Directions
from dancecoach.coaching.dance.faults import Fault, faults_of, limb_of
from dancecoach.coaching.dance.lateness import Lateness, lateness_of
from dancecoach.coaching.dance.overlap import LEAST_S, Overlap, find_overlap, least_heard_s
from dancecoach.coaching.dance.phrases import Counts, Phrase, phrases_of
from dancecoach.coaching.dance.scoring import Score, Scorer
from dancecoach.pose.track import PoseTrack

_DANCED = 60.0
_MOMENT_STEP_S = 0.1
_LATE_STEP_S = 0.25


@attrs.frozen
class JointLine:
    """One joint over the whole dance.

    Attributes:
        joint: on the learner's own body, a name of `JOINTS`.
        difference: mean degrees between the two directions; None where it was never seen.
        share: its part of the loss, 0 to 1.
        mark: 0 to 100; None where it was not seen enough.
    """

    joint: str
    difference: float | None
    share: float
    mark: float | None


@attrs.frozen
class PhraseLine:
    """One phrase.

    Attributes:
        phrase: which part of the reference.
        score: its marks.
        praise: one sentence where it is right; else "".
    """

    phrase: Phrase
    score: Score
    praise: str = ""


@attrs.frozen(eq=False)
class Comparison:
    """What came of comparing two clips.

    Attributes:
        score: marks of the whole; all None where too little can be judged.
        overlap: how the clips lie on one another; None where they do not.
        by_sound: whether the music told the offset.
        joints: a line for each joint.
        phrases: a line for each phrase that was danced.
        faults: the costly differences, phrase by phrase, the most costly of each first.
        cues: a sentence for each fault.
        warnings: sentences about what may be wrong with the clips.
        aligned: limb beside limb; None without an overlap.
        late: where the learner is early or late, if that costs most there, in the order of the dance.
        late_cues: words for each of these.
    """

    score: Score
    overlap: Overlap | None
    by_sound: bool
    joints: tuple[JointLine, ...]
    phrases: tuple[PhraseLine, ...]
    faults: tuple[Fault, ...]
    cues: tuple[str, ...]
    warnings: tuple[str, ...]
    aligned: Aligned | None
    late: tuple[Lateness, ...] = ()
    late_cues: tuple[str, ...] = ()

    def alignment(self) -> list[tuple[float, float]]:
        """(reference_s, learner_s) ten times a second of the learner, both rising."""
        if self.aligned is None:
            return []
        step = max(1, round(_MOMENT_STEP_S * self.aligned.here.rate))
        pairs = zip(self.aligned.reference_s[::step], self.aligned.learner_s[::step], strict=True)
        return [(float(reference), float(learner)) for reference, learner in pairs]

    def late_ms(self) -> list[tuple[float, float]]:
        """(reference_s, ms) four times a second: how late the learner is there, negative early."""
        if self.aligned is None:
            return []
        step = max(1, round(_LATE_STEP_S * self.aligned.here.rate))
        pairs = zip(self.aligned.reference_s[::step], self.aligned.late_s[::step], strict=True)
        return [(float(reference), float(late) * 1000) for reference, late in pairs]


def compare(
    reference: PoseTrack,
    learner: PoseTrack,
    *,
    offset_s: float | None = None,
    tempo: float = 1.0,
    counts: Counts | None = None,
    part: Phrase | None = None,
) -> Comparison:
    """Compare a learner with a reference.

    Args:
        reference: whose dance it is.
        learner: who dances it.
        offset_s: where both carry the same music: the reference's time at the learner's 0.
        tempo: of that music, seconds of the reference for one of the learner; looked at only with an offset.
        counts: of the reference's music.
        part: the part of the reference that was to be danced; None for as much as there is.

    Returns:
        The comparison; without faults where the movements do not agree, as with another dance; without a score where
        the clips share too little or too little is seen, with a warning why.
    """
    flat = reference.world is None or learner.world is None
    theirs, mine = Directions.of(reference, flat=flat), Directions.of(learner, flat=flat)
    by_sound = offset_s is not None
    overlap = find_overlap(theirs, mine, offset_s=offset_s, tempo=tempo if by_sound else None)
    if overlap is None and by_sound:
        by_sound, overlap = False, find_overlap(theirs, mine)
    if overlap is None:
        return _nothing(theirs, mine, LEAST_S if offset_s is None else least_heard_s(theirs))
    aligned = align(theirs, mine, overlap, by_sound=by_sound)
    scorer = Scorer(aligned)
    score = scorer.score()
    phrases = phrases_of(float(aligned.reference_s[0]), float(aligned.reference_s[-1]), counts)
    late = lateness_of(aligned, scorer, by_sound=by_sound)
    told = score.total is not None and aligned.overlap.agreement >= STRANGE
    faults = faults_of(aligned, scorer, phrases) if told else ()
    return Comparison(
        score=score,
        overlap=aligned.overlap,
        by_sound=by_sound,
        joints=_joints(aligned, scorer),
        phrases=_phrases(aligned, scorer, phrases, (faults, late), counts),
        faults=faults,
        cues=tuple(cue(fault, counts) for fault in faults),
        warnings=caveats_of((theirs, mine), aligned, score, part, drifts=any(one.slower for one in late)),
        aligned=aligned,
        late=late,
        late_cues=tuple(late_cue(one, counts) for one in late),
    )


def _joints(aligned: Aligned, scorer: Scorer) -> tuple[JointLine, ...]:
    total = max(1e-9, float(scorer.loss.sum()))
    lines = []
    for joint, twin in zip(JOINTS, TWINS, strict=True):
        theirs = JOINTS[twin] if aligned.overlap.mirrored else joint
        k = JOINTS.index(theirs)
        seen = aligned.weights[:, k] > 0
        difference = round(float(aligned.degrees[seen, k].mean()), 1) if seen.any() else None
        share = round(float(scorer.loss[:, k].sum()) / total, 4)
        lines.append(JointLine(joint, difference, share, scorer.joint(theirs)))
    return tuple(lines)


def _phrases(
    aligned: Aligned,
    scorer: Scorer,
    phrases: tuple[Phrase, ...],
    found: tuple[tuple[Fault, ...], tuple[Lateness, ...]],
    counts: Counts | None,
) -> tuple[PhraseLine, ...]:
    lines = []
    faults, late = found
    for phrase in phrases:
        chosen = aligned.between(phrase.start_s, phrase.end_s)
        score = scorer.score(chosen)
        wrong = {limb_of(f.joint) for f in faults if phrase.start_s <= f.reference_start_s < phrase.end_s}
        if any(one.touches(phrase.start_s, phrase.end_s) for one in late):
            wrong.add("timing")
        part = _right(scorer, score, chosen, wrong)
        lines.append(PhraseLine(phrase, score, "" if part is None else praise(phrase, part, counts)))
    return tuple(lines)


def _right(scorer: Scorer, score: Score, chosen: NDArray[np.bool_], wrong: set[str]) -> Part | None:
    """What deserves praise in a phrase of which it is known which limbs are wrong, or the "timing"."""
    if score.total is None or score.shape is None:
        return None
    if score.total >= PRAISED and not wrong:
        return "all"
    if score.shape < _DANCED:
        return None  # who does something else may well have their legs right by chance
    parts: dict[Part, tuple[str, ...]] = {"arms": ("elbow", "wrist"), "legs": ("knee", "ankle")}
    for part, joints in parts.items():
        limbs = [f"{side}_{joint}" for side in ("left", "right") for joint in joints]
        marks = [scorer.joint(limb, chosen) for limb in limbs]
        if not wrong.intersection(map(limb_of, limbs)) and all(m is not None and m >= PRAISED for m in marks):
            return part
    return None


def _nothing(reference: Directions, learner: Directions, least_s: float) -> Comparison:
    """Where the clips cannot be laid on one another."""
    empty = Score(None, None, None, None, None, 0.0)
    return Comparison(empty, None, False, (), (), (), (), (caveat_apart(reference, learner, least_s),), None)
