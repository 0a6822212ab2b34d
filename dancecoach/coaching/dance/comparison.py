"""The whole comparison of a learner with a reference: score, timing, joints, moments, words.

Units: seconds of presentation time, degrees, milliseconds, marks from 0 to 100.
"""

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.dance.aligned import Aligned, align
from dancecoach.coaching.dance.cues import PRAISED, Part, cue, praise
from dancecoach.coaching.dance.directions import JOINTS, Directions
from dancecoach.coaching.dance.faults import Fault, faults_of, limb_of
from dancecoach.coaching.dance.overlap import LEAST_S, Overlap, find_overlap
from dancecoach.coaching.dance.phrases import Counts, Phrase, phrases_of
from dancecoach.coaching.dance.scoring import LEAST_COVERAGE, Score, Scorer
from dancecoach.i18n import _
from dancecoach.pose.track import PoseTrack

_STRANGE = 0.3
"""Agreement below which it is likely another dance: other dances reach 0.3, the same one filmed from the side 0.5."""

_STRANGE_SHAPE = 20.0
_LEAST_SHARED = 0.8
_TURNED = 30.0
_DANCED = 60.0
_MOMENT_STEP_S = 0.1
_LATE_STEP_S = 0.25


@attrs.frozen
class JointLine:
    """One joint over the whole dance.

    Attributes:
        joint: on the reference's body, a name of `JOINTS`.
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
        faults: the costly differences, in the order of the dance.
        cues: a sentence for each fault.
        warnings: sentences about what may be wrong with the clips.
        aligned: limb beside limb; None without an overlap.
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
) -> Comparison:
    """Compare a learner with a reference.

    Args:
        reference: whose dance it is.
        learner: who dances it.
        offset_s: where both carry the same music: the reference's time at the learner's 0.
        tempo: of that music, seconds of the reference for one of the learner; looked at only with an offset.
        counts: of the reference's music.

    Returns:
        The comparison; without a score where the clips share too little or too little is seen, with a warning why.
    """
    flat = reference.world is None or learner.world is None
    theirs, mine = Directions.of(reference, flat=flat), Directions.of(learner, flat=flat)
    by_sound = offset_s is not None
    overlap = find_overlap(theirs, mine, offset_s=offset_s, tempo=tempo if by_sound else None)
    if overlap is None and by_sound:
        by_sound, overlap = False, find_overlap(theirs, mine)
    if overlap is None:
        return _nothing(theirs, mine)
    aligned = align(theirs, mine, overlap, by_sound=by_sound)
    scorer = Scorer(aligned)
    score = scorer.score()
    phrases = phrases_of(float(aligned.reference_s[0]), float(aligned.reference_s[-1]), counts)
    faults = faults_of(aligned, scorer, phrases) if score.total is not None else ()
    return Comparison(
        score=score,
        overlap=aligned.overlap,
        by_sound=by_sound,
        joints=_joints(aligned, scorer),
        phrases=_phrases(aligned, scorer, phrases, faults, counts),
        faults=faults,
        cues=tuple(cue(fault, counts) for fault in faults),
        warnings=_warnings(theirs, mine, aligned, score),
        aligned=aligned,
    )


def _joints(aligned: Aligned, scorer: Scorer) -> tuple[JointLine, ...]:
    total = max(1e-9, float(scorer.loss.sum()))
    lines = []
    for k, joint in enumerate(JOINTS):
        seen = aligned.weights[:, k] > 0
        difference = round(float(aligned.degrees[seen, k].mean()), 1) if seen.any() else None
        share = round(float(scorer.loss[:, k].sum()) / total, 4)
        lines.append(JointLine(joint, difference, share, scorer.joint(joint)))
    return tuple(lines)


def _phrases(
    aligned: Aligned, scorer: Scorer, phrases: tuple[Phrase, ...], faults: tuple[Fault, ...], counts: Counts | None
) -> tuple[PhraseLine, ...]:
    lines = []
    for phrase in phrases:
        chosen = aligned.between(phrase.start_s, phrase.end_s)
        score = scorer.score(chosen)
        wrong = {limb_of(f.joint) for f in faults if phrase.start_s <= f.reference_start_s < phrase.end_s}
        part = _right(scorer, score, chosen, wrong)
        lines.append(PhraseLine(phrase, score, "" if part is None else praise(phrase, part, counts)))
    return tuple(lines)


def _right(scorer: Scorer, score: Score, chosen: NDArray[np.bool_], wrong: set[str]) -> Part | None:
    """What deserves praise in a phrase whose wrong limbs are known."""
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


def _nothing(reference: Directions, learner: Directions) -> Comparison:
    """Where the clips cannot be laid on one another."""
    seen = [float(np.any(clip.seen, axis=1).mean()) if len(clip) else 0.0 for clip in (reference, learner)]
    if min(seen) < LEAST_COVERAGE:
        which = _("the reference") if seen[0] < LEAST_COVERAGE else _("the learner")
        said = _("In {clip} nobody is seen for most of the time: film the whole body.").format(clip=which)
    else:
        said = _("The clips share less than {seconds:g} seconds of movement: film at least one phrase.").format(
            seconds=LEAST_S
        )
    empty = Score(None, None, None, None, None, 0.0)
    return Comparison(empty, None, False, (), (), (), (), (said,), None)


def _warnings(reference: Directions, learner: Directions, aligned: Aligned, score: Score) -> tuple[str, ...]:
    overlap = aligned.overlap
    said: list[str] = []
    if overlap.mirrored:
        said.append(_("You are dancing the mirror image; it is judged as such."))
    if score.total is None:
        said.append(
            _("Only {percent:.0%} of the body could be judged, so there is no score: film the whole body.").format(
                percent=score.coverage
            )
        )
    if overlap.agreement < _STRANGE or (score.shape is not None and score.shape < _STRANGE_SHAPE):
        said.append(_("This may be another dance: the movements hardly agree."))
    if abs(overlap.turn) > _TURNED and not learner.flat:
        said.append(
            _("The cameras stand {degrees:.0f}° apart: film from where the reference was filmed.").format(
                degrees=abs(overlap.turn)
            )
        )
    said += _parts_shared(reference, learner, aligned)
    absent = 1 - float(aligned.here.seen.any(axis=1).mean())
    if absent > 0.02:
        said.append(_("The learner is out of the picture for {percent:.0%} of the time.").format(percent=absent))
    if learner.flat:
        said.append(_("One of the clips has no depth, so both are compared in the plane of the picture."))
    return tuple(said)


def _parts_shared(reference: Directions, learner: Directions, aligned: Aligned) -> list[str]:
    """Which part of each clip lies on the other, where it is not most of it."""
    said = []
    for clip, times, sentence in (
        (
            reference,
            aligned.reference_s,
            _("{percent:.0%} of the reference was danced, from {first:.1f} to {last:.1f} s."),
        ),
        (
            learner,
            aligned.learner_s,
            _("{percent:.0%} of the learner's clip is compared, from {first:.1f} to {last:.1f} s."),
        ),
    ):
        share = (times[-1] - times[0]) / max(1e-9, clip.times[-1] - clip.times[0])
        if share < _LEAST_SHARED:
            said.append(sentence.format(percent=float(share), first=float(times[0]), last=float(times[-1])))
    return said
