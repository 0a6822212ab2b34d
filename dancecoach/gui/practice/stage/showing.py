"""Puts onto the stage what the practice page is about: reference and learner, moment by moment, and what came of it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dancecoach.gui.guesses import style_text
from dancecoach.gui.practice.after.words import part_text
from dancecoach.gui.practice.lesson.words import taught_text
from dancecoach.gui.practice.stage.about_camera import AboutCamera
from dancecoach.gui.practice.stage.hud import HudText
from dancecoach.gui.practice.stage.stage import Stage
from dancecoach.gui.practice.take.model import PracticeModel
from dancecoach.gui.practice.words import PracticeTexts
from dancecoach.pipeline.live.session import LiveState, LiveStatus
from dancecoach.pipeline.live.steady import SteadyStyle
from dancecoach.pipeline.practice.result import TakeResult

if TYPE_CHECKING:
    from dancecoach.pipeline.practice.reference import Reference
    from dancecoach.pipeline.practice.run import PractisedResult


class Showing(QObject):
    """Follows a model with a stage.

    Args:
        model: what is shown.
        stage: where.
        about_camera: finds the words for how the camera stands.
        parent: owner.

    Attributes:
        side_wanted: whether takes and progress are shown while nothing is danced.
    """

    def __init__(
        self, model: PracticeModel, stage: Stage, about_camera: AboutCamera, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._stage, self._about_camera = model, stage, about_camera
        self._texts = PracticeTexts(self)
        self._style = SteadyStyle()
        self._shown_take: Path | None = None
        self.side_wanted = True
        self._lap_words = ""
        model.playhead.moved.connect(self.show_moment)
        model.outcome.lap_judged.connect(self._show_lap)
        model.dancing.drilled.connect(self._show_ladder)
        model.camera.result.connect(self._show_result)
        model.camera.status_changed.connect(self.show_camera)

    def show_all(self) -> None:
        """Follow state, plan, takes and result."""
        model, stage = self._model, self._stage
        reference = model.reference
        eights = reference is not None and reference.counts is not None
        stage.foot.show_busy(model.busy)
        stage.line.show_part(model.plan.part)
        if reference is not None:
            titles = [(part_text(None, eights=eights), 0)]
            parts = (*reference.steps, *reference.parts)
            titles += [(part_text(part, eights=eights), part.number) for part in parts]
            stage.line.show_counts(reference.parts, reference.counts)
            stage.foot.show_parts(titles, 0 if model.plan.part is None else model.plan.part.number)
        self._show_after(eights=eights)
        if not model.busy:
            stage.be_quiet()
            self._lap_words = ""
            stage.hud.say(self._texts.idle(model.plan, camera=model.camera.pictures, judging=model.judging > 0))
        if model.measuring.going:
            words, below = self._texts.measuring(model.measuring)
            stage.lap.say(words)
            stage.hud.say(below)
        stage.show_hud(model.result is None)
        self._show_ladder()

    def show_reference(self, reference: "Reference") -> None:
        """Show another reference, at its beginning."""
        stage = self._stage
        stage.top.reference.set_text(reference.title)
        stage.line.show_reference((reference.begin_s, reference.end_s), reference.parts, reference.steps)
        stage.there.open(reference.path, reference.pose_at, reference.track.skeleton)
        stage.reference_canvas.overlay_visible = not reference.is_film
        stage.ghost.be_of(reference.pose_at, reference.track.skeleton, reference.track.frame_size)
        self.show_moment(reference.begin_s)

    def show_moment(self, moment_s: float) -> None:
        """The reference's moment has changed: its picture, the line, the take's picture beside it."""
        model, stage = self._model, self._stage
        if model.reference is None:
            return
        stage.there.show(moment_s)
        stage.line.show_moment(moment_s)
        if model.result is not None:
            film_s = model.result.film_at(moment_s)
            if film_s is not None:
                stage.here.show(film_s)
        if model.busy:
            heard = model.heard
            stage.count.say("" if heard.count is None else str(heard.count), "8")
            self._show_rest()
            if not heard.resting:
                stage.lap.say(self._pace_words())
            if heard.count is not None or not (model.filmed or heard.resting):
                stage.hud.say(self._hud(None))

    def _show_rest(self) -> None:
        """After a lap of a drill: what came of it, and how it goes on."""
        model, stage = self._model, self._stage
        drill = model.drill
        if drill is None or not model.heard.resting:
            stage.verdict.say("")
            return
        words, below = self._texts.rest(drill, judged=model.dancing.decided, filmed=model.filmed)
        stage.verdict.say(words)
        stage.hud.say(below)
        stage.lap.say("")
        self._lap_words = ""

    def _pace_words(self) -> str:
        """In the corner: the speed where it is not the music's own, and what came of the last lap."""
        model = self._model
        eights = model.reference is not None and model.reference.counts is not None
        pace = self._texts.pace(model.heard.speed, model.dancing.wished_speed, eights=eights)
        return "  ·  ".join(filter(None, (pace, self._lap_words)))

    def _show_ladder(self) -> None:
        model, ladder = self._model, self._stage.ladder
        if model.plan.drill:
            ladder.show_drill(model.plan.speeds, model.planning.speed, model.ladder)
        ladder.setVisible(model.plan.drill)
        self._stage.foot.show_drill(model.plan.drill)

    def show_camera(self, status: LiveStatus | None) -> None:
        """Say how the camera stands, where its picture would be."""
        self._about_camera.warn(status)
        model, stage = self._model, self._stage
        if status is None or status.state is not LiveState.RUNNING:
            self._style = SteadyStyle()
            stage.top.dance.setText("")
        if model.result is None:
            if status is None or not (status.pictures or status.state is LiveState.LOST):
                stage.canvas.set_frame(None)
            stage.canvas.set_message(self._about_camera.on_picture(status, model.camera.spec))

    def _show_after(self, *, eights: bool) -> None:
        model, stage = self._model, self._stage
        result = model.result
        stage.panel.setVisible(self.side_wanted and not model.busy and bool(result or model.takes))
        at = None if result is None or result.work_on is None else result.first_look_s
        taught, as_taught = taught_text(model.reference, at), None
        if model.reference is not None:
            as_taught = model.reference.as_taught
        stage.panel.show_result(result, eights=eights, taught=taught, as_taught=as_taught)
        stage.panel.show_takes(model.takes, None if result is None else result.take, eights=eights)
        folder = None if result is None else result.take.folder
        if folder != self._shown_take:
            self._shown_take = folder
            self._show_take(result)

    def _show_take(self, result: TakeResult | None) -> None:
        """A take has come onto the learner's side, or has left it to the camera."""
        stage = self._stage
        stage.line.show_marks(() if result is None else result.phrases, () if result is None else result.course)
        stage.here.close()
        stage.canvas.set_frame(None)
        if result is not None:
            stage.canvas.set_message("")
            stage.here.open(result.take.film)
            self.show_moment(self._model.playhead.moment_s)
        else:
            self.show_camera(self._model.camera.status)

    def _show_result(self, result: "PractisedResult") -> None:
        """A picture of the camera."""
        model, stage = self._model, self._stage
        if model.result is not None:
            return
        pose = result.poses[0] if result.poses else None
        moment = result.moment if model.busy else None
        stage.match.show(pose, result.skeleton, None if moment is None else moment.match)
        heard_s = None if result.heard is None else result.heard.media_s
        at = heard_s if moment is None else moment.reference_s
        stage.ghost.show(
            model.playhead.moment_s if at is None else at,
            pose,
            result.skeleton,
            result.frame.size,
            mirrored=moment is not None and moment.mirrored,
        )
        plain = moment is None or not model.heard.danced
        stage.canvas.show_frame(result.frame, result.poses if plain else (), result.skeleton)
        self._show_style(result)
        if model.busy and model.filmed and not model.heard.resting:
            stage.hud.say(self._hud(result))

    def _show_style(self, result: "PractisedResult") -> None:
        style = self._style.push(result.frame.time_s, result.style)
        words = "" if style is None else style_text(style)
        if words != self._stage.top.dance.text():
            self._stage.top.dance.setText(words)

    def _hud(self, result: "PractisedResult | None") -> HudText:
        model = self._model
        reference, part = model.reference, ""
        if reference is not None:
            here = next((p for p in reference.parts if p.start_s <= model.heard.media_s < p.end_s), None)
            part = part_text(here, eights=False) if here is not None else ""
        return self._texts.hud(
            model.heard,
            None if result is None else result.moment,
            None if reference is None else reference.counts,
            part,
            filmed=model.filmed,
            doubt_s=model.measuring.delay.doubt_s,
        )

    def _show_lap(self, result: TakeResult) -> None:
        if self._model.drill is None:
            self._lap_words = self._texts.lap(result)
