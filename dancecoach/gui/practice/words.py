"""What the practice page says."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dancecoach.gui.practice.stage.hud import HudText

if TYPE_CHECKING:
    from dancecoach.coaching.dance.live.following import LiveMoment
    from dancecoach.coaching.dance.phrases import Counts
    from dancecoach.pipeline.practice.result import TakeResult
    from dancecoach.video.sound_passage import Heard


class PracticeTexts(QObject):
    """The words of the page; a `QObject` for the sake of its translations alone."""

    def hud(
        self, heard: "Heard", moment: "LiveMoment | None", counts: "Counts | None", part: str, *, filmed: bool
    ) -> HudText:
        """What is read while dancing.

        Args:
            heard: what is heard now.
            moment: where the learner is.
            counts: of the reference.
            part: the part that is heard, where nothing is counted.
            filmed: whether there is a camera.
        """
        if heard.count is not None:
            return HudText(str(heard.count), self.tr("count-in"), self.tr("Get ready"), quiet=True)
        place = counts.at(heard.media_s) if counts is not None else None
        count, below = (str(place[1]), self.tr("eight {}").format(place[0])) if place is not None else ("", part)
        if not filmed:
            return HudText(count, below, self.tr("No camera: this is only played, not judged."), quiet=True)
        if moment is None or not moment.seen:
            return HudText(count, below, self.tr("Step into the picture"), quiet=moment is None)
        score = moment.phrase_score if moment.phrase_score is not None else moment.take_score
        return HudText(
            count,
            below,
            _sentence(moment.cue.text) if moment.cue is not None else "",
            late_s=moment.late_s,
            score=score,
            score_name=self.tr("score"),
        )

    def lap(self, result: "TakeResult") -> str:
        """What is said of a lap while the next is danced."""
        if result.score is None:
            return self.tr("Not judged: too little was seen")
        return self.tr("Last time {:.0f}").format(result.score)

    def idle(self, *, camera: bool, judging: bool) -> HudText:
        """What is read before dancing."""
        if judging:
            return HudText(cue=self.tr("Judging the take …"), quiet=True)
        if not camera:
            return HudText(cue=self.tr("Choose a camera, then press Space to start."), quiet=True)
        return HudText(cue=self.tr("Press Space to start: 5, 6, 7, 8 and go. Space again stops."), quiet=True)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
