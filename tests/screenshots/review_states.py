"""What Review looks like, state after state; each goes on from whatever was before."""

from pathlib import Path

from desk import JUMP

from dancecoach.gui.review.model import Loop
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_edits import add_drawing
from dancecoach.notes.phase_edits import add_annotator, move_boundary
from dancecoach.resources import demo_clip


def empty(desk):
    desk.window.show_page("review")


def failed(desk):
    desk.window.open_clip(Path("Videos") / "handspring.mp4")
    desk.until(lambda: desk.review.model.error)
    desk.review.context.settings.change(recent_files=())


def busy(desk):
    desk.analyst.go.clear()
    desk.window.open_clip(demo_clip())
    review = desk.review
    desk.until(lambda: review.model.progress is not None and review.canvas.frame is not None)
    review.model.pause()
    desk.see(JUMP)


def done(desk):
    desk.analyst.go.set()
    desk.open_demo()
    desk.until(lambda: not desk.review.desk.follower.busy)
    if desk.review.model.loop == Loop():
        desk.review.model.set_loop(Loop(190, 272))


def light(desk):
    done(desk)
    desk.light()


def narrow(desk):
    done(desk)
    desk.window.resize(900, 600)


def curves(desk):
    done(desk)
    plots = desk.review.plots
    for name in ("shoulder", "elbow"):
        if not plots.chips[name].isChecked():
            plots.chips[name].click()
    desk.review.work.split.setSizes([430, 330])


def after_curves(desk):
    for name in ("shoulder", "elbow"):
        if desk.review.plots.chips[name].isChecked():
            desk.review.plots.chips[name].click()
    desk.review.work.split.setSizes([560, 170])


def notes(desk):
    after_curves(desk)
    done(desk)
    frames = desk.review.desk.key_frames
    if frames.here is None:
        for frame, text in ((147, "Take-off: arms late"), (232, "Tuck tighter, knees to the chest"), (243, "")):
            frames.write(frame, text)
    desk.run("review.show_notes")


def label(desk):
    done(desk)
    session, found = desk.review.notes, desk.review.model.found.analysis.phases
    if "Coach" not in session.notes.annotators:
        session.do(add_annotator("Coach", found))
        session.do(move_boundary("Coach", 243, 246))
    desk.rest(0.1)
    desk.until(lambda: not desk.review.desk.follower.busy)
    desk.review.work.side.setCurrentIndex(0)
    desk.run("review.label")


def drawings(desk):
    if desk.review.desk.editor.labelling:
        desk.run("review.label")
    done(desk)
    session = desk.review.notes
    if not session.notes.drawings:
        for drawing in (
            Drawing("angle", ((0.42, 0.36), (0.5, 0.52), (0.6, 0.44)), 228, 238, text="hips"),
            Drawing("vertical-angle", ((0.3, 0.8), (0.36, 0.35)), 225, 240, colour="#56B4E9"),
            Drawing("ellipse", ((0.36, 0.16), (0.68, 0.62)), 228, 238, colour="#FF5A4F"),
            Drawing("text", ((0.1, 0.16),), 0, 350, text="Look at the knees", colour="#FFFFFF"),
            Drawing("trail", (), 200, 260, joint="left_wrist", span=20),
        ):
            session.do(add_drawing(drawing))
    desk.run("review.show_drawings")
    if not desk.review.drawing.drawing:
        desk.run("review.draw")


def drawings_light(desk):
    drawings(desk)
    desk.light()


def _compared(desk, how):
    if desk.review.drawing.drawing:
        desk.run("review.draw")
    done(desk)
    compare = desk.review.compare
    if not compare.on:
        compare.open(demo_clip())
    desk.until(lambda: compare.other.findings is not None and not desk.review.desk.follower.busy)
    desk.until(lambda: bool(compare.pairing.lines) and compare.pairing._job is None)
    desk.run(f"review.compare_{how}")
    desk.see(JUMP)
    shown, other = compare.canvas, compare.other.model
    desk.until(lambda: shown.frame is not None and shown.frame.index == other.playhead and not shown.frame.preview)


def beside(desk):
    _compared(desk, "beside")


def beside_light(desk):
    _compared(desk, "beside")
    desk.light()


def above(desk):
    _compared(desk, "above")


def through(desk):
    _compared(desk, "through")


def beside_narrow(desk):
    _compared(desk, "beside")
    desk.window.resize(900, 600)


def hand_over(desk):
    desk.review.compare.stop()
    done(desk)
    desk.review.work.side.setCurrentIndex(0)
    desk.run("review.hand_over")
    dialog = desk.review.handover.dialog
    dialog.form.folder.setText("Videos")
    desk.until(dialog.isVisible)


REVIEW = {
    "review-empty": empty,
    "review-failed": failed,
    "review-busy": busy,
    "review-done": done,
    "review-done-light": light,
    "review-narrow": narrow,
    "review-curves": curves,
    "review-notes": notes,
    "review-label": label,
    "review-drawings": drawings,
    "review-drawings-light": drawings_light,
    "review-compare-beside": beside,
    "review-compare-beside-light": beside_light,
    "review-compare-above": above,
    "review-compare-through": through,
    "review-compare-narrow": beside_narrow,
    "review-hand-over": hand_over,
}
