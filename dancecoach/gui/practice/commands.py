"""What can be done on the practice page, as data."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command
from dancecoach.gui.dancer.commands import dancer_commands
from dancecoach.pipeline.practice.drill import GOALS
from dancecoach.pipeline.practice.plan import SPEEDS

if TYPE_CHECKING:
    from dancecoach.gui.practice.page import PracticePage


#: Page Up is the other key of a presenter's remote.
_WORST_KEYS = (("Alt+1", "PgUp"), ("Alt+2",), ("Alt+3",))


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("PracticeCommands", text)


def practice_commands(page: "PracticePage") -> Sequence[Command]:
    """The table of the practice page."""
    model, acts, name, menu = page.model, page.acts, page.name, tr("&Practice")

    def idle() -> bool:
        return model.ready and not model.busy

    return (
        Command("practice.toggle", tr("Start or stop"), page.hands.start.toggle, ("Space", "PgDown"), name, menu,
                enabled=lambda: model.ready, checked=lambda: page.hands.start.on,
                hint=tr("Start with the count-in, or stop: what was danced is kept")),
        Command("practice.open", tr("Choose a reference …"), page.ask_for_reference, ("Ctrl+R",), name, menu,
                icon="open", hint=tr("Choose whom to dance like")),
        Command("practice.cancel", tr("Stop analysing the reference"), model.opening.cancel, ("Ctrl+Backspace",), name,
                menu, enabled=acts.is_loading),
        *_plan_commands(page),
        *dancer_commands(page.dancer, name, menu),
        Command("practice.earlier", tr("Look a little earlier"), partial(acts.step, -1), ("Left",), name, menu,
                enabled=idle, repeats=True),
        Command("practice.later", tr("Look a little later"), partial(acts.step, 1), ("Right",), name, menu,
                enabled=idle, repeats=True),
        *_take_commands(page),
        *_view_commands(page),
        Command("practice.measure_delay", tr("Measure the delay of camera and sound"), model.run.measure, ("Ctrl+D",),
                name, menu, enabled=lambda: idle() and model.measuring.possible,
                hint=tr("Clap to beeps, so that early and late are told right")),
        Command("practice.forget_delay", tr("Forget the measured delay"), model.measuring.forget, (), name, menu,
                enabled=lambda: idle() and model.measuring.delay.measured),
        Command("practice.refresh", tr("Look for cameras again"), page.cameras.look, ("F5",), name, menu),
        Command("practice.clip", tr("Play a clip as camera …"), page.cameras.choose_clip, (), name, menu),
        Command("practice.stop_camera", tr("Stop the camera"), page.cameras.stop, (), name, menu,
                enabled=lambda: model.camera.running),
    )  # fmt: skip


def _view_commands(page: "PracticePage") -> Sequence[Command]:
    settings = page.context.settings

    def switch(name: str, key: str, setting: str, title: str, hint: str = "") -> Command:
        return Command(
            f"practice.{name}", title, partial(page.acts.switch, setting), (key,), page.name, "view",
            checked=lambda: bool(getattr(settings.current, setting)), hint=hint,
        )  # fmt: skip

    return (
        Command("practice.mirror_reference", tr("Reference as in a mirror"), page.lesson.toggle_mirror, ("M",),
                page.name, "view", checked=lambda: page.lesson.mirrored,
                hint=tr("Show the reference as in a mirror, so that both move to the same side")),
        switch("mirror", "Shift+M", "mirror", tr("See yourself as in a mirror")),
        switch("ghost", "G", "practice_ghost", tr("Reference as a ghost"), tr("Lay the reference's body onto yours")),
        switch("overlay", "O", "overlay", tr("Limbs by match"), tr("Colour your limbs by how well they match")),
        switch("side", "T", "practice_side", tr("Takes and progress")),
    )  # fmt: skip


def _plan_commands(page: "PracticePage") -> Sequence[Command]:
    model, acts, name = page.model, page.acts, page.name
    planning = model.planning

    def at(speed: float) -> bool:
        return planning.speed == speed

    return (
        *(
            Command(f"practice.speed_{100 * speed:.0f}", tr("Speed {:.0f} %").format(100 * speed),
                    partial(planning.replan, speed=speed), (str(key),), name, "play",
                    checked=partial(at, speed))
            for key, speed in enumerate(SPEEDS, 1)
        ),
        Command("practice.slower", tr("Slower"), partial(acts.change_speed, -1), ("Down",), name, "play"),
        Command("practice.faster", tr("Faster"), partial(acts.change_speed, 1), ("Up",), name, "play"),
        Command("practice.loop", tr("Round and round"), lambda: planning.replan(loop=not model.plan.loop), ("L",),
                name, "play", checked=lambda: model.plan.loop, hint=tr("Dance the part in loops; each one is judged")),
        Command("practice.drill", tr("Slow to fast"), planning.toggle_drill, ("D",), name, "play",
                enabled=lambda: model.ready and not model.busy, checked=lambda: model.plan.drill,
                hint=tr("Dance a part in laps that become faster after a good one")),
        Command("practice.drill_goal", tr("Slow to fast: on to 120 %"), planning.toggle_goal, ("Shift+D",), name,
                "play", enabled=lambda: model.ready and not model.busy, checked=lambda: model.plan.goal > GOALS[0]),
        Command("practice.count_in", tr("Count in"), lambda: planning.replan(count_in=not model.plan.count_in), ("C",),
                name, "play", checked=lambda: model.plan.count_in),
        Command("practice.clicks", tr("Clicks on the beat"), lambda: planning.replan(clicks=not model.plan.clicks),
                ("K",), name, "play", enabled=acts.has_counts, checked=lambda: model.plan.clicks,
                hint=tr("Hear a click on each beat")),
        Command("practice.previous_part", tr("Previous part"), partial(acts.change_part, -1), ("Ctrl+Left",), name,
                "play", enabled=lambda: model.ready),
        Command("practice.next_part", tr("Next part"), partial(acts.change_part, 1), ("Ctrl+Right",), name, "play",
                enabled=lambda: model.ready),
        Command("practice.whole", tr("All of the reference"), lambda: planning.replan(part=None), ("A",), name, "play",
                enabled=lambda: model.plan.part is not None),
    )  # fmt: skip


def _take_commands(page: "PracticePage") -> Sequence[Command]:
    model, acts, panel = page.model, page.acts, page.stage.panel
    name, menu = page.name, tr("&Practice")
    return (
        *(
            Command(f"practice.worst_{place + 1}", tr("Loop phrase to work on {}").format(place + 1),
                    partial(panel.loop_worst, place), keys, name, menu,
                    enabled=partial(acts.has_worst, place))
            for place, keys in enumerate(_WORST_KEYS)
        ),
        Command("practice.newer_take", tr("Newer take"), partial(panel.takes.step, -1), ("Shift+Up",), name, menu,
                enabled=lambda: bool(model.takes) and not model.busy),
        Command("practice.older_take", tr("Older take"), partial(panel.takes.step, 1), ("Shift+Down",), name,
                menu, enabled=lambda: bool(model.takes) and not model.busy),
        Command("practice.leave_take", tr("Back to the camera"), partial(model.kept.show, None), ("V",), name, menu,
                enabled=lambda: model.result is not None),
        Command("practice.open_take", tr("Open the take in Review"), acts.open_take, ("R",), name, menu,
                enabled=lambda: acts.chosen_take() is not None),
        Command("practice.take_dancer", tr("Who danced the take …"), lambda: acts.ask_dancer(page.dancer),
                ("Ctrl+Shift+N",), name, menu, enabled=lambda: acts.chosen_take() is not None and not model.busy),
        Command("practice.delete_take", tr("Delete the take"), acts.delete_take, ("Del",), name, menu,
                enabled=lambda: acts.chosen_take() is not None and not model.busy),
    )  # fmt: skip
