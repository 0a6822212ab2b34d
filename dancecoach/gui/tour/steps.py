"""The steps of the tour, as data: what is said, what it points at, and how the program knows that it was done."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from dancecoach.resources import demo_clip, demo_lesson

if TYPE_CHECKING:
    from dancecoach.gui.library.page import LibraryPage
    from dancecoach.gui.live.page import LivePage
    from dancecoach.gui.practice.page import PracticePage
    from dancecoach.gui.review.page import ReviewPage
    from dancecoach.gui.window.main_window import MainWindow


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("Tour", text)


def _nothing(_window: "MainWindow") -> object:
    return None


def _at_once(_window: "MainWindow") -> str:
    return ""


def _never(_window: "MainWindow", _before: object) -> bool:
    return False


def _nowhere(_window: "MainWindow") -> QWidget | None:
    return None


@attrs.frozen
class Step:
    """One card of the tour.

    Attributes:
        name: tells it from the others.
        title: a few words.
        text: what to do, in a sentence or two; "{key}" is the key of `command` now.
        page: the page it is about; "" for none.
        target: what it points at; None for nothing.
        before: what is looked at when the step begins, for `done` to compare with.
        done: whether the person did it.
        command: whose key the text names; "" for none.
        offer: the word on the button that does it for the person; "" where only they can, or nothing is to be done.
        do: does it.
        waiting: what has to be over before it can be done, in a few words; "" for nothing.
        stays: whether there is something to look at once it is done: then the person goes on, not the tour.
        leave: puts back what the tour itself began; called when the step is left.
    """

    name: str
    title: str
    text: str
    page: str = ""
    target: "Callable[[MainWindow], QWidget | None]" = _nowhere
    before: "Callable[[MainWindow], object]" = _nothing
    done: "Callable[[MainWindow, object], bool]" = _never
    command: str = ""
    offer: str = ""
    do: "Callable[[MainWindow], object]" = _nothing
    waiting: "Callable[[MainWindow], str]" = _at_once
    stays: bool = False
    leave: "Callable[[MainWindow], object]" = _nothing


def tour_steps() -> Sequence[Step]:
    """All of them, in order."""
    return (
        Step(
            "welcome", tr("Three minutes around dancecoach"),
            tr("A drawn gymnast and a demo lesson show you how it works. Everything stays on this computer. Esc ends "
               "the tour at any time; it is in the menu Help."),
        ),
        *_review_steps(),
        *_practice_steps(),
        Step(
            "live", tr("See yourself"),
            tr("Choose your camera at the top: you see yourself with your skeleton, and what you just did, as late as "
               "you like. No camera here? The demo clip plays one."),
            page="live", target=lambda w: _live(w).view.bar.cameras, done=lambda w, _: _live(w).model.running,
            offer=tr("Play the demo clip"), do=lambda w: _live(w).start_camera(_as_camera()), leave=_stop_demo_camera,
            stays=True,
        ),
        *_library_steps(),
        Step(
            "end", tr("That was it"),
            tr("{key} shows the keys of a page, Ctrl+K finds any command by its name. Now open a clip of your own."),
            command="app.keys", target=lambda w: w.rail.button("help"),
        ),
    )  # fmt: skip


def _review_steps() -> Sequence[Step]:
    return (
        Step(
            "review-open", tr("Open a clip"),
            tr("In Review you look at a clip frame by frame. Any video can be opened or dropped here; now take the "
               "demo clip."),
            page="review", target=lambda w: _review(w).empty.button,
            done=lambda w, _: _review(w).model.path == demo_clip() and _review(w).model.ready,
            offer=tr("Open the demo clip"), do=lambda w: w.open_clip(demo_clip()),
        ),
        Step(
            "review-play", tr("Play and pause"),
            tr("Press {key} to play it, and again to stop. In a clip of your own the skeleton is looked for "
               "meanwhile, and drawn as soon as it is found."),
            page="review", command="review.play", target=lambda w: w.findChild(QWidget, "review.play"),
            before=lambda w: _review(w).model.playing,
            done=lambda w, before: _review(w).model.ready and _review(w).model.playing != before,
            offer=tr("Play it"), do=lambda w: w.context.commands.run("review.play"), stays=True,
        ),
        Step(
            "review-step", tr("Frame by frame"),
            tr("{key} goes one frame on, Left one back; so does the mouse wheel over the picture."),
            page="review", command="review.step_forward", target=lambda w: w.findChild(QWidget, "review.step_forward"),
            before=lambda w: _review(w).model.playhead,
            done=lambda w, before: not _review(w).model.playing and _review(w).model.playhead != before,
            offer=tr("One frame on"), do=_one_frame_on,
        ),
        Step(
            "review-skill", tr("What was found"),
            tr("As soon as the clip is analysed, each skill has a card at the right: time in the air, height, turns, "
               "landing. Click one to go to its take-off."),
            page="review", target=_found_skills, before=lambda w: _review(w).model.playhead,
            done=lambda w, before: _review(w).model.playhead in _takeoffs(w) and _review(w).model.playhead != before,
            offer=tr("Go to the first skill"), do=_to_a_skill, waiting=_analysing, stays=True,
        ),
    )  # fmt: skip


def _practice_steps() -> Sequence[Step]:
    return (
        Step(
            "practice-open", tr("Practise with a reference"),
            tr("In Practice somebody dances beside you in the mirror. Any clip can be the reference; take the demo "
               "lesson."),
            page="practice", target=lambda w: _practice(w).choice.demo,
            done=lambda w, _: _practice(w).model.ready and _practice(w).model.path == demo_lesson(),
            offer=tr("Take the demo lesson"), do=lambda w: w.practise(demo_lesson()),
        ),
        Step(
            "practice-dance", tr("Dance"),
            tr("{key} counts you in and begins; with a camera you are judged, without one you watch. {key} again "
               "stops."),
            page="practice", command="practice.toggle", target=lambda w: _practice(w).stage.foot.start,
            done=lambda w, _: _practice(w).model.state in ("counting", "dancing"),
            offer=tr("Begin"), do=lambda w: w.context.commands.run("practice.toggle"), stays=True,
        ),
    )  # fmt: skip


def _library_steps() -> Sequence[Step]:
    return (
        Step(
            "library-import", tr("Keep your clips together"),
            tr("Drop videos or folders on the Library page: they are copied, or left where they are, and analysed one "
               "after the other. Take the demo clip in."),
            page="library", target=_import_button, done=lambda w, _: _has_demo(w),
            offer=tr("Import the demo clip"), do=_import_demo, waiting=_taking_in,
        ),
        Step(
            "library-search", tr("Find by what is in it"),
            tr("Press {key} and type: flight over 0.3 s. Words, names, dances and days are found too; the question "
               "mark shows how."),
            page="library", command="library.search", target=lambda w: _library(w).bar.search,
            done=lambda w, _: bool(_library(w).model.found.wish.text.strip() and _library(w).model.found.ids),
            offer=tr("Type it for me"), do=lambda w: _library(w).bar.search.setText("flight over 0.3 s"), stays=True,
        ),
    )  # fmt: skip


# The pages


def _review(window: "MainWindow") -> "ReviewPage":
    return window.pages["review"]  # type: ignore[return-value]


def _practice(window: "MainWindow") -> "PracticePage":
    return window.pages["practice"]  # type: ignore[return-value]


def _live(window: "MainWindow") -> "LivePage":
    return window.pages["live"]  # type: ignore[return-value]


def _library(window: "MainWindow") -> "LibraryPage":
    return window.pages["library"]  # type: ignore[return-value]


# What is done there


def _one_frame_on(window: "MainWindow") -> None:
    model = _review(window).model
    model.pause()
    model.step(1 if model.playhead < model.last else -1)


def _takeoffs(window: "MainWindow") -> set[int]:
    return {skill.takeoff_frame for skill in _review(window).model.skills}


def _found_skills(window: "MainWindow") -> QWidget:
    """The list of skills; what says how far the analysis is, before there is one."""
    side = _review(window).sidebar
    return side.recognised.skills if side.recognised.skills.isVisible() else side


def _to_a_skill(window: "MainWindow") -> None:
    model, frames = _review(window).model, sorted(_takeoffs(window))
    model.pause()
    other = [frame for frame in frames if frame != model.playhead]
    if other:
        model.seek(other[0])


def _analysing(window: "MainWindow") -> str:
    return "" if _takeoffs(window) else tr("The clip is still being analysed; Next goes on without.")


def _taking_in(window: "MainWindow") -> str:
    page = _library(window)
    if not page.model.ready:
        return tr("The library is being opened.")
    return tr("It is being taken in.") if page.queue.running else ""


def _as_camera() -> str:
    return f"file:{demo_clip()}"


def _stop_demo_camera(window: "MainWindow") -> None:
    if _live(window).model.spec == _as_camera():
        _live(window).stop_camera()


def _import_button(window: "MainWindow") -> QWidget | None:
    page = _library(window)
    return page.state.button if page.state.isVisible() else page.findChild(QWidget, "library.import")


def _import_demo(window: "MainWindow") -> None:
    from dancecoach.library.catalogue.records import Storage

    _library(window).queue.add([demo_clip()], Storage.COPIED)


def _has_demo(window: "MainWindow") -> bool:
    model = _library(window).model
    return model.ready and model.found.total > 0 and not _library(window).queue.running
