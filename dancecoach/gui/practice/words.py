"""What the practice page says."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dancecoach.gui.practice.stage.hud import HudText
from dancecoach.pipeline.practice.drill import GOOD, reason_text, verdict_text

if TYPE_CHECKING:
    from dancecoach.coaching.dance.live.following import LiveMoment
    from dancecoach.coaching.dance.phrases import Counts
    from dancecoach.gui.practice.take.measuring import Measuring
    from dancecoach.pipeline.practice.drill import Drill
    from dancecoach.pipeline.practice.plan import Plan
    from dancecoach.pipeline.practice.result import TakeResult
    from dancecoach.video.sound_passage import Heard


PRAISED = 85.0
"""Marks from which the learner is told that it is good, where nothing has to be said."""


class PracticeTexts(QObject):
    """The words of the page; a `QObject` for the sake of its translations alone."""

    def hud(
        self,
        heard: "Heard",
        moment: "LiveMoment | None",
        counts: "Counts | None",
        part: str,
        *,
        filmed: bool,
        doubt_s: float = 0.0,
    ) -> HudText:
        """What is read while dancing.

        Args:
            heard: what is heard now.
            moment: where the learner is.
            counts: of the reference.
            part: the part that is heard, where nothing is counted.
            filmed: whether there is a camera.
            doubt_s: how well early and late can be told.
        """
        if heard.count is not None:
            ready = (
                self.tr("Get ready: {:.0f} %").format(100 * heard.speed) if heard.speed != 1 else self.tr("Get ready")
            )
            return HudText(str(heard.count), self.tr("count-in"), ready, quiet=True)
        place = counts.at(heard.media_s) if counts is not None else None
        count, below = (str(place[1]), self.tr("eight {}").format(place[0])) if place is not None else ("", part)
        if not filmed:
            return HudText(count, below, self.tr("No camera: this is only played, not judged."), quiet=True)
        if moment is None or not moment.seen:
            return HudText(count, below, self.tr("Step into the picture"), quiet=moment is None)
        score = moment.phrase_score if moment.phrase_score is not None else moment.take_score
        praised = moment.cue is None and score is not None and score >= PRAISED
        return HudText(
            count,
            below,
            _sentence(moment.cue.text) if moment.cue is not None else self.tr("Good!") if praised else "",
            quiet=praised,
            late_s=moment.late_s,
            doubt_s=doubt_s,
            score=score,
            score_name=self.tr("score"),
        )

    def measuring(self, measuring: "Measuring") -> tuple[str, HudText]:
        """What is said while the delay is measured: on the picture, and below it."""
        if measuring.listening:
            return self.tr("Listen"), HudText(
                cue=self.tr("Beeps are heard: clap along from the third one on."), quiet=True
            )
        return self.tr("Clap"), HudText(
            str(max(0, measuring.left)),
            self.tr("still"),
            self.tr("Clap with each beep, in front of your chest"),
            quiet=True,
        )

    def rest(self, drill: "Drill", *, judged: bool, filmed: bool) -> tuple[str, HudText]:
        """What is said in the rest after a lap of a drill: on the picture, and below it.

        Args:
            drill: how far it has come.
            judged: whether the lap has been judged.
            filmed: whether there is a camera.
        """
        if not filmed:
            return "", HudText(cue=self.tr("No camera: this is only played, not judged."), quiet=True)
        if not judged:
            return "…", HudText(cue=self.tr("Judging the lap …"), quiet=True)
        return verdict_text(drill), HudText(cue=reason_text(drill), quiet=True)

    def pace(self, speed: float, wished: float | None, *, eights: bool) -> str:
        """What is said of the speed while dancing; "" where there is nothing to say.

        Args:
            speed: that is heard.
            wished: another one that begins soon; None for none.
            eights: whether there are counts to say when.
        """
        if wished is not None:
            said = self.tr("{:.0f} % from the next 1") if eights else self.tr("{:.0f} % soon")
            return said.format(100 * wished)
        return "" if speed == 1.0 else f"{100 * speed:.0f} %"

    def lap(self, result: "TakeResult") -> str:
        """What is said of a lap while the next is danced."""
        if result.score is None:
            return self.tr("Not judged: too little was seen")
        return self.tr("Last time {:.0f}").format(result.score)

    def idle(self, plan: "Plan", *, camera: bool, judging: bool) -> HudText:
        """What is read before dancing."""
        if judging:
            return HudText(cue=self.tr("Judging the take …"), quiet=True)
        if not camera:
            return HudText(cue=self.tr("Choose a camera, then press Space to start."), quiet=True)
        if plan.drill:
            said = self.tr(
                "Press Space: it begins at {percent:.0f} %, and a lap that scores {good:.0f} or more makes it faster."
            )
            return HudText(cue=said.format(percent=100 * plan.speed, good=GOOD), quiet=True)
        return HudText(cue=self.tr("Press Space to start: 5, 6, 7, 8 and go. Space again stops."), quiet=True)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
