"""What the person can do in Review, as data."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command
from dancecoach.gui.review.compare.commands import compare_commands
from dancecoach.gui.review.drawing.commands import drawing_commands
from dancecoach.gui.review.handover.handover import hand_over_commands
from dancecoach.gui.review.model import Loop, ReviewModel
from dancecoach.gui.review.notes.commands import note_commands
from dancecoach.gui.review.person.commands import person_commands
from dancecoach.gui.review.this_clip import for_this_clip

if TYPE_CHECKING:
    from dancecoach.gui.review.page import ReviewPage

PAGE = "review"


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("ReviewCommands", text)


def review_commands(page: "ReviewPage") -> Sequence[Command]:
    """The table of the page."""
    model = page.model
    return (
        *_play_commands(page),
        *_step_commands(page),
        *_loop_commands(model),
        *_origin_commands(model),
        *_picture_commands(page),
        *_time_commands(model),
        *note_commands(page.desk),
        *drawing_commands(page.drawing),
        *person_commands(page.person),
        *compare_commands(page.compare, lambda: model.ready),
        *hand_over_commands(page.handover),
        _command("keep", tr("Keep in the library"), page.keep.keep, "Ctrl+Shift+K", menu="clip",
                 enabled=lambda: model.ready, hint=tr("Copy the clip into the library, and find it there")),
    )  # fmt: skip


def _command(command_id: str, title: str, do: Callable[[], object], *keys: str, **more: object) -> Command:
    return Command(f"review.{command_id}", title, do, keys, page=PAGE, **more)  # type: ignore[arg-type]


def _play_commands(page: "ReviewPage") -> Sequence[Command]:
    model = page.model

    def ready() -> bool:
        return model.ready

    play = {"menu": "play", "enabled": ready}
    return (
        _command("play", tr("Play or pause"), model.toggle, "Space", checked=lambda: model.playing, **play),
        _command("backwards", tr("Play backwards, again: faster"), lambda: model.shuttle(-1), "J", **play),
        _command("pause", tr("Pause"), model.pause, "K", **play),
        _command("forwards", tr("Play forwards, again: faster"), lambda: model.shuttle(1), "L", **play),
        _command("faster", tr("Faster"), lambda: model.change_speed(1), "Up", repeats=True, **play),
        _command("slower", tr("Slower"), lambda: model.change_speed(-1), "Down", repeats=True, **play),
        _command("real_speed", tr("Real speed"), lambda: model.set_speed(1.0), "Backspace", **play),
        _command(
            "sound", tr("Sound"), page.acts.toggle_sound, "Shift+M", menu="play",
            enabled=lambda: page.player.sound.there,
            checked=lambda: page.player.sound.on,
            hint=tr("Sound forwards from 20 to 200 % of the file's speed, its pitch kept"),
        ),
        _command(
            "capture_rate", tr("Frame rate of the camera …"), page.capture_rate.ask,
            hint=tr("For slow motion: how many frames a second were filmed"), **play,
        ),
    )  # fmt: skip


def _step_commands(page: "ReviewPage") -> Sequence[Command]:
    model = page.model

    def step(frames: int) -> Callable[[], object]:
        return lambda: page.held.begin(frames)

    go = {"menu": "play", "enabled": lambda: model.ready, "repeats": True}
    return (
        _command("step_back", tr("One frame back"), step(-1), "Left", **go),
        _command("step_forward", tr("One frame forward"), step(1), "Right", **go),
        _command("leap_back", tr("10 frames back"), step(-10), "Shift+Left", **go),
        _command("leap_forward", tr("10 frames forward"), step(10), "Shift+Right", **go),
        _command(
            "previous_boundary", tr("To the previous boundary"), lambda: model.step_to_boundary(-1), "Ctrl+Left", **go
        ),
        _command("next_boundary", tr("To the next boundary"), lambda: model.step_to_boundary(1), "Ctrl+Right", **go),
        _command("to_start", tr("To the start"), lambda: model.step(-model.last), "Home", **go),
        _command("to_end", tr("To the end"), lambda: model.step(model.last), "End", **go),
    )


def _loop_commands(model: ReviewModel) -> Sequence[Command]:
    def change(new: Callable[[], Loop]) -> Callable[[], object]:
        def do() -> Callable[[], object]:
            before = model.loop
            model.set_loop(new())
            return for_this_clip(model, lambda: model.set_loop(before))

        return do

    def ready() -> bool:
        return model.ready

    def phase() -> Loop:
        segment = model.segment_at(model.playhead)
        return model.loop if segment is None else Loop(segment.start_frame, segment.end_frame)

    drag = tr("{} (or drag along the numbers of the time line)")
    return (
        _command(
            "loop_a", tr("Loop from here"), change(lambda: attrs.evolve(model.loop, a=model.playhead)), "A",
            menu="play", enabled=ready, checked=lambda: model.loop.a is not None,
            hint=drag.format(tr("Loop from here")),
        ),
        _command(
            "loop_b", tr("Loop to here"), change(lambda: attrs.evolve(model.loop, b=model.playhead)), "B",
            menu="play", enabled=ready, checked=lambda: model.loop.b is not None,
            hint=drag.format(tr("Loop to here")),
        ),
        _command(
            "loop_phase", tr("Loop this phase"), change(phase), "Shift+B",
            menu="play", enabled=lambda: model.ready and bool(model.segments),
        ),
        _command(
            "loop_clear", tr("No loop"), change(Loop), "Shift+A",
            menu="play", enabled=lambda: model.loop != Loop(),
        ),
    )  # fmt: skip


def _origin_commands(model: ReviewModel) -> Sequence[Command]:
    def count_from(find: Callable[[], int | None]) -> Callable[[], object]:
        def do() -> Callable[[], object]:
            before = model.origin
            model.set_origin(find())
            return for_this_clip(model, lambda: model.set_origin(before))

        return do

    def here() -> int | None:
        """Once more at the same frame takes it back."""
        return None if model.origin == model.playhead else model.playhead

    return (
        _command(
            "origin_here", tr("Count from this frame"), count_from(here), "Z", menu="play",
            enabled=lambda: model.ready, checked=lambda: model.origin is not None,
            hint=tr("This frame is 0: times and frames before it are negative"),
        ),
        _command(
            "origin_takeoff", tr("Count from the take-off"),
            count_from(lambda: model.nearest_takeoff(model.playhead)), "Shift+Z", menu="play",
            enabled=lambda: model.ready and bool(model.skills),
        ),
        _command(
            "origin_start", tr("Count from the start of the clip"), count_from(lambda: None), menu="play",
            enabled=lambda: model.origin is not None,
        ),
    )  # fmt: skip


def _picture_commands(page: "ReviewPage") -> Sequence[Command]:
    model, canvas, acts = page.model, page.canvas, page.acts

    def overlay_on() -> bool:
        return canvas.overlay_visible

    picture = {"menu": "view", "enabled": lambda: model.ready}
    return (
        _command("mirror", tr("Mirror"), acts.toggle_mirror, "M", checked=lambda: canvas.mirrored, **picture),
        _command("overlay", tr("Skeleton"), acts.toggle_overlay, "O", checked=overlay_on, **picture),
        _command("plots", tr("Angle curves"), acts.toggle_plots, "P", checked=lambda: acts.plots_wanted, **picture),
        _command("turn_right", tr("Turn the picture right"), lambda: acts.turn_picture(1), "Ctrl+R", **picture),
        _command("turn_left", tr("Turn the picture left"), lambda: acts.turn_picture(-1), "Ctrl+Shift+R", **picture),
        _command("fit", tr("Whole picture"), canvas.fit, "0", "Ctrl+0", **picture),
        _command("zoom_in", tr("Zoom in"), lambda: canvas.zoom_by(1.25), "Ctrl++", "Ctrl+=", repeats=True, **picture),
        _command("zoom_out", tr("Zoom out"), lambda: canvas.zoom_by(0.8), "Ctrl+-", repeats=True, **picture),
        _command(
            "analyse_anew", tr("Analyse anew"), lambda: page.analyst.start(anew=True), menu="clip",
            enabled=lambda: model.ready,
            hint=tr("Look for the body again, with the engine chosen in the settings"),
        ),
        _command(
            "cancel_analysis", tr("Stop the analysis"), page.analyst.cancel, menu="clip", enabled=lambda: page.analysing
        ),
    )  # fmt: skip


def _time_commands(model: ReviewModel) -> Sequence[Command]:
    view = {"menu": "view", "enabled": lambda: model.ready}
    return (
        _command(
            "time_closer", tr("Time line: closer"), lambda: model.zoom_time(1.5), "Shift+Up", repeats=True,
            hint=tr("Look closer at the time about the playhead (or Ctrl and the wheel on the time line)"), **view,
        ),
        _command(
            "time_farther", tr("Time line: from farther"), lambda: model.zoom_time(1 / 1.5), "Shift+Down",
            repeats=True, **view,
        ),
        _command(
            "time_whole", tr("Time line: the whole clip"), lambda: model.show_stretch(0.0, model.end_s),
            "Shift+Backspace", **view,
        ),
    )  # fmt: skip
