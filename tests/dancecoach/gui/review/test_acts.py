"""What the commands of Review's picture do, and a loop made by the hand."""

from types import SimpleNamespace

import attrs
import pytest

from dancecoach.gui.review.acts import ReviewActs
from dancecoach.gui.review.model import Loop

pytestmark = pytest.mark.gui


class Undone:
    """Stands in for the table of commands: keeps what was done by hand."""

    def done_by_hand(self, title, redo, undo):
        self.title, self.redo, self.undo = title, redo, undo


class Clip:
    """Stands in for the model: a clip with a loop."""

    path, loop, ready = "a.mp4", Loop(), True

    def set_loop(self, loop):
        self.loop = loop


@pytest.fixture
def parts():
    seen = []
    return SimpleNamespace(
        model=Clip(),
        canvas=SimpleNamespace(mirrored=False, turns=0),
        sound=SimpleNamespace(on=True),
        plots=SimpleNamespace(setVisible=seen.append, seen=seen),
    )


@pytest.fixture
def acts(parts, context):
    shared = attrs.evolve(context, commands=Undone())
    return ReviewActs(parts.model, parts.canvas, parts.sound, parts.plots, shared)


def test_each_switch_goes_there_and_back(acts, parts, context):
    overlay = context.settings.current.overlay
    for on in (True, False):
        acts.toggle_mirror()
        acts.toggle_sound()
        acts.toggle_overlay()
        acts.toggle_plots()
        assert (parts.canvas.mirrored, parts.sound.on) == (on, not on)
        assert context.settings.current.overlay == (overlay is not on)
        assert acts.plots_wanted is not on
    assert parts.plots.seen == [False, True]


def test_the_picture_is_turned_by_quarters(acts, parts):
    for quarters in (1, 1, -1):
        acts.turn_picture(quarters)
    assert parts.canvas.turns == 1


def test_a_loop_made_by_the_hand_is_one_step_and_of_its_clip_only(acts, parts):
    model, commands = parts.model, acts._context.commands
    model.loop = Loop(3, 9)
    acts.loop_dragged(Loop(1, 2))
    assert commands.title
    commands.undo()
    assert model.loop == Loop(1, 2)
    commands.redo()
    assert model.loop == Loop(3, 9)
    model.path = "b.mp4"
    commands.undo()
    assert model.loop == Loop(3, 9)
