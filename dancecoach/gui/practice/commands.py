"""What can be done on the practice page, as data."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command
from dancecoach.pipeline.practice.plan import SPEEDS

if TYPE_CHECKING:
    from dancecoach.gui.practice.page import PracticePage


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("PracticeCommands", text)


def practice_commands(page: "PracticePage") -> Sequence[Command]:
    """The table of the practice page."""
    model, name, menu = page.model, page.name, tr("&Practice")

    def idle() -> bool:
        return model.ready and not model.busy

    return (
        Command("practice.toggle", tr("Start or stop"), page.toggle, ("Space", "PgDown"), name, menu,
                enabled=lambda: model.ready, checked=lambda: model.busy,
                hint=tr("Start with the count-in, or stop: what was danced is kept")),
        Command("practice.open", tr("Choose a reference …"), page.ask_for_reference, ("Ctrl+R",), name, menu,
                icon="open", hint=tr("Choose whom to dance like")),
        Command("practice.cancel", tr("Stop analysing the reference"), model.cancel, ("Ctrl+Backspace",), name, menu,
                enabled=page.is_loading),
        *_plan_commands(page),
        Command("practice.earlier", tr("Look a little earlier"), partial(page.step, -1), ("Left",), name, menu,
                enabled=idle, repeats=True),
        Command("practice.later", tr("Look a little later"), partial(page.step, 1), ("Right",), name, menu,
                enabled=idle, repeats=True),
        *_take_commands(page),
        Command("practice.mirror_reference", tr("Reference as in a mirror"), page.toggle_mirror_reference, ("M",),
                name, "view", checked=lambda: page.mirror_reference,
                hint=tr("Show the reference as in a mirror, so that both move to the same side")),
        Command("practice.mirror", tr("See yourself as in a mirror"), page.toggle_mirror, ("Shift+M",), name, "view",
                checked=lambda: page.context.settings.current.mirror),
        Command("practice.ghost", tr("Reference as a ghost"), page.toggle_ghost, ("G",), name, "view",
                checked=lambda: page.ghost_shown, hint=tr("Lay the reference's body onto yours")),
        Command("practice.overlay", tr("Limbs by match"), page.toggle_overlay, ("O",), name, "view",
                checked=lambda: page.context.settings.current.overlay,
                hint=tr("Colour your limbs by how well they match")),
        Command("practice.side", tr("Takes and progress"), page.toggle_side, ("T",), name, "view",
                checked=lambda: page.side_wanted),
        Command("practice.refresh", tr("Look for cameras again"), page.look_for_cameras, ("F5",), name, menu),
        Command("practice.clip", tr("Play a clip as camera …"), page.choose_clip, (), name, menu),
        Command("practice.stop_camera", tr("Stop the camera"), page.stop_camera, (), name, menu,
                enabled=lambda: model.camera.running),
    )  # fmt: skip


def _plan_commands(page: "PracticePage") -> Sequence[Command]:
    model, name = page.model, page.name

    def at(speed: float) -> bool:
        return model.plan.speed == speed

    return (
        *(
            Command(f"practice.speed_{100 * speed:.0f}", tr("Speed {:.0f} %").format(100 * speed),
                    partial(model.replan, speed=speed), (str(key),), name, "play",
                    checked=partial(at, speed))
            for key, speed in enumerate(SPEEDS, 1)
        ),
        Command("practice.slower", tr("Slower"), partial(page.change_speed, -1), ("Down",), name, "play"),
        Command("practice.faster", tr("Faster"), partial(page.change_speed, 1), ("Up",), name, "play"),
        Command("practice.loop", tr("Round and round"), lambda: model.replan(loop=not model.plan.loop), ("L",), name,
                "play", checked=lambda: model.plan.loop, hint=tr("Dance the part in loops; each one is judged")),
        Command("practice.count_in", tr("Count in"), lambda: model.replan(count_in=not model.plan.count_in), ("C",),
                name, "play", checked=lambda: model.plan.count_in),
        Command("practice.clicks", tr("Clicks on the beat"), lambda: model.replan(clicks=not model.plan.clicks),
                ("K",), name, "play", enabled=page.has_counts, checked=lambda: model.plan.clicks,
                hint=tr("Hear a click on each beat")),
        Command("practice.previous_part", tr("Previous part"), partial(page.change_part, -1), ("Ctrl+Left",), name,
                "play", enabled=lambda: model.ready),
        Command("practice.next_part", tr("Next part"), partial(page.change_part, 1), ("Ctrl+Right",), name, "play",
                enabled=lambda: model.ready),
        Command("practice.whole", tr("All of the reference"), lambda: model.replan(part=None), ("A",), name, "play",
                enabled=lambda: model.plan.part is not None),
    )  # fmt: skip


def _take_commands(page: "PracticePage") -> Sequence[Command]:
    model, name, menu = page.model, page.name, tr("&Practice")
    return (
        *(
            Command(f"practice.worst_{place + 1}", tr("Loop phrase to work on {}").format(place + 1),
                    partial(page.panel.loop_worst, place), (f"Alt+{place + 1}",), name, menu,
                    enabled=partial(page.has_worst, place))
            for place in range(3)
        ),
        Command("practice.newer_take", tr("Newer take"), partial(page.panel.takes.step, -1), ("Shift+Up",), name, menu,
                enabled=lambda: bool(model.takes) and not model.busy),
        Command("practice.older_take", tr("Older take"), partial(page.panel.takes.step, 1), ("Shift+Down",), name,
                menu, enabled=lambda: bool(model.takes) and not model.busy),
        Command("practice.leave_take", tr("Back to the camera"), model.leave_result, ("V",), name, menu,
                enabled=lambda: model.result is not None),
        Command("practice.open_take", tr("Open the take in Review"), page.open_take, ("R",), name, menu,
                enabled=lambda: page.chosen_take() is not None),
        Command("practice.delete_take", tr("Delete the take"), page.delete_take, ("Del",), name, menu,
                enabled=lambda: page.chosen_take() is not None and not model.busy),
    )  # fmt: skip
