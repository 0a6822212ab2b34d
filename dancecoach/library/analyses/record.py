"""The record of everything found out about one clip."""

import attrs

from dancecoach.coaching.skill import Skill
from dancecoach.models.style import StyleResult
from dancecoach.motion.phases import PhaseSegment
from dancecoach.pose.identity.seed import Seed
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo

SCHEMA = "dancecoach.analysis/1"


@attrs.frozen
class Recogniser:
    """What recognised style, phases and skills: others than those at hand now may say something else.

    Attributes:
        method: of turning the networks' words into phases and measures; 0 where it was not written down.
        phases: digest of the network that named the phases; "" where none could.
        style: digest of the networks that were asked for the style; "" where none could be.
        skills: digest of the packs of taught skills that were asked for names; "" where there were none.
    """

    method: int = 0
    phases: str = ""
    style: str = ""
    skills: str = ""


@attrs.frozen(eq=False)
class Analysis:
    """Everything found out about one clip.

    Attributes:
        clip: facts of the file.
        sha256: hexadecimal hash of the file's content.
        track: the followed person's landmarks, one entry per frame of the clip.
        engine: pose engine, "blazepose", "mediapipe", or "file" when the landmarks were given.
        model: size of its network, "lite" or "full"; "" when the landmarks were given.
        activity: what the person said it is, "auto", "dance" or "gymnastics".
        warnings: sentences for the person, such as a second dancer or cut feet.
        style: which dance it is; None where that was not looked for or could not be.
        phases: segments that cover every frame once, in order; () where they were not looked for or could not be.
        phase_model: who named the phases, such as "phases-review 1"; "" with no phases.
        skills: the skills among the phases, measured, in order of time.
        recogniser: what style, phases and skills were found with.
        recognition_warnings: those of the warnings that are about style, phases and skills, and go with them.
        person: whom somebody chose to follow; None where the larger and more central person was followed.
    """

    clip: ClipInfo
    sha256: str
    track: PoseTrack
    engine: str
    model: str
    activity: str
    warnings: tuple[str, ...] = ()
    style: StyleResult | None = None
    phases: tuple[PhaseSegment, ...] = ()
    phase_model: str = ""
    skills: tuple[Skill, ...] = ()
    recogniser: Recogniser = attrs.field(factory=Recogniser)
    recognition_warnings: tuple[str, ...] = ()
    person: Seed | None = None
