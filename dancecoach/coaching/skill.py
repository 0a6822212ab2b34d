"""The record of one measured skill."""

from typing import Literal, get_args

import attrs

from dancecoach.coaching.skill_sheet import SkillSheet

BodyShape = Literal["tuck", "pike", "layout", "straddle", "split", "straight", ""]
"""The body's shape in flight: hips and knees closed; hips closed over straight knees; stretched with rotation; legs
spread to the sides; legs spread to front and back; stretched without rotation; "" where it cannot be seen."""

BODY_SHAPES: tuple[BodyShape, ...] = get_args(BodyShape)


@attrs.frozen(kw_only=True)
class Skill:
    """One skill and its measures. What could not be measured is None, never zero and never guessed.

    Attributes:
        takeoff_frame: first frame off the ground (or on the hands).
        touchdown_frame: first frame back on the feet; the clip's last frame where it ends in the air.
        takeoff_s: moment of the last contact, between frames, presentation time.
        touchdown_s: moment of the first contact after it, between frames.
        flight_time_s: time in the air; None for a skill on the hands (a cartwheel, a handspring: time on the hands is
            no flight), and where take-off or touch-down is not in the clip.
        flight_time_uncertainty_s: its standard deviation; None with it.
        jump_height_m: how high the centre of mass rose, g t^2 / 8, as if it landed as high as it left; None with it.
        rotation_turns: whole turns of the trunk about a level axis, to a quarter: negative backwards. Positive
            forwards, sideways (a cartwheel), or where it cannot be told which way the person faced. None where the
            trunk was not seen well enough to count.
        body_shape: one of `BODY_SHAPES`.
        on_hands: whether the hands carry the body on the way, as in a cartwheel or a handspring.
        confidence: 0 to 1, how sure it is that this is a skill and that its measures hold.
        sheet: how it was done, measure by measure; None in an analysis made before there were any
            (`dancecoach.coaching.sheet.measure.measure_sheets` makes them).
        name: what a person taught the program to call it (`dancecoach.coaching.taught`); "" for none of those.
        name_certainty: 0 to 1, how sure that is; 0 without a name.
    """

    takeoff_frame: int
    touchdown_frame: int
    takeoff_s: float
    touchdown_s: float
    flight_time_s: float | None = None
    flight_time_uncertainty_s: float | None = None
    jump_height_m: float | None = None
    rotation_turns: float | None = None
    body_shape: BodyShape = ""
    on_hands: bool = False
    confidence: float = 0.0
    sheet: SkillSheet | None = None
    name: str = ""
    name_certainty: float = 0.0

    @property
    def hardly_flies(self) -> bool:
        """Whether the time in the air could as well be none: it is not twice its standard deviation."""
        time_s, deviation_s = self.flight_time_s, self.flight_time_uncertainty_s
        return time_s is not None and deviation_s is not None and time_s < 2 * deviation_s

    @property
    def turns(self) -> float | None:
        """The turns worth saying: on the hands a quarter is how the body came to stand on them, and counts as none."""
        quarter = self.on_hands and self.rotation_turns is not None and abs(self.rotation_turns) < 0.5
        return 0.0 if quarter else self.rotation_turns
