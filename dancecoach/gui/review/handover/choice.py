"""What the person ticked in the dialog, kept until the program ends, and what that asks of the core."""

from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from dancecoach.gui.review.model import ReviewModel

if TYPE_CHECKING:
    from dancecoach.report.handover import Wanted
    from dancecoach.report.plan import Span

WHOLE, LOOP, SKILL = "whole", "loop", "skill"
"""Ranges: the clip, from A to B, the skill that the sheet is about."""

NOTHING, ITSELF, COMPARED, ANOTHER = "", "itself", "compared", "another"
"""What stands beside the clip in the video: nothing, the clip as it is, the one compared on the screen, another one."""

BEFORE_S, AFTER_S = 1.0, 1.5
"""Seconds around a skill that its video shows."""


@attrs.frozen
class Choice:
    """The state of the dialog.

    Attributes:
        things: names of what is to be made, see `dancecoach.report.handover.THINGS`.
        parts: names of what is drawn, see `dancecoach.report.painter.Parts.of_names`.
        span: `WHOLE`, `LOOP` or `SKILL`.
        percent: speed of the range.
        rest: whether the rest of the clip is there too, at full speed.
        beside: `NOTHING`, `ITSELF`, `COMPARED` or `ANOTHER`.
        other: another clip that stands beside; None where none was chosen.
        skill: position of the skill for range, sequence and report; None for all.
        instants: of the sequence.
        mode: how the sequence is laid out.
        corrected: whether corrected phases are used where there are some.
        folder: where to.
    """

    things: frozenset[str] = frozenset({"video", "pdf"})
    parts: frozenset[str] = frozenset({"skeleton", "phases", "drawings"})
    span: str = WHOLE
    percent: float = 100.0
    rest: bool = False
    beside: str = NOTHING
    other: Path | None = None
    skill: int | None = None
    instants: int = 7
    mode: str = "auto"
    corrected: bool = True
    folder: Path | None = None

    def for_clip(self, model: ReviewModel, *, two: bool = False) -> "Choice":
        """The same as far as this clip has it: its skills, a loop; what is compared is what one wants to hand over.

        Args:
            model: the clip.
            two: whether another one is compared with it.
        """
        span = self.span
        if (span == LOOP and not model.loop.closed) or (span == SKILL and not model.skills):
            span = WHOLE
        skill = self.skill if self.skill is not None and self.skill < len(model.skills) else None
        beside = NOTHING if self.beside == COMPARED else self.beside
        if two and beside == NOTHING:
            beside = COMPARED
        return attrs.evolve(self, span=span, skill=skill, beside=beside)


def wanted_of(choice: Choice, model: ReviewModel, made: str) -> "Wanted":
    """What the core is to make of the clip on show."""
    from dancecoach.report.handover import THINGS, Wanted
    from dancecoach.report.overlay import DualView
    from dancecoach.report.painter import Parts

    return Wanted(
        things=tuple(thing for thing in THINGS if thing in choice.things),
        parts=Parts.of_names(sorted(choice.parts)),
        span=span_of(choice, model),
        dual=DualView() if choice.beside == ITSELF else None,
        skill=choice.skill,
        frame=model.playhead,
        instants=choice.instants,
        mode=choice.mode,  # type: ignore[arg-type]
        made=made,
    )


def span_of(choice: Choice, model: ReviewModel) -> "Span | None":
    """The range of frames and its speed; None for the whole clip as it plays."""
    from dancecoach.report.plan import Span

    speed = choice.percent / 100.0
    first, last = frames_of(choice, model)
    if choice.span == WHOLE:
        return None if speed == 1.0 else Span(first, last, speed)
    return Span(first, last, speed, only=not choice.rest)


def frames_of(choice: Choice, model: ReviewModel) -> tuple[int, int]:
    """First and last frame of the range."""
    if choice.span == LOOP and model.loop.a is not None and model.loop.b is not None:
        return model.loop.a, model.loop.b
    if choice.span == SKILL and model.skills:
        skill = model.skills[choice.skill or 0]
        begin, end = skill.takeoff_s - BEFORE_S, skill.touchdown_s + AFTER_S
        inside = [i for i, time_s in enumerate(model.times) if begin <= time_s <= end]
        return (inside[0], inside[-1]) if inside else (0, model.last)
    return 0, model.last
