"""What can be done on the live page, as data."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command
from dancecoach.gui.dancer.commands import film_commands
from dancecoach.gui.live.attempts.commands import attempt_commands
from dancecoach.gui.live.floor.commands import floor_commands
from dancecoach.gui.live.mirror.commands import mirror_commands
from dancecoach.gui.live.person.commands import live_person_commands
from dancecoach.gui.live.setup.commands import setup_commands

if TYPE_CHECKING:
    from dancecoach.gui.live.page import LivePage

translate = QCoreApplication.translate


def live_commands(page: "LivePage") -> Sequence[Command]:
    """The table of the live page."""
    settings, model, name = page.context.settings, page.model, page.name
    menu = translate("LiveCommands", "&Live")
    return (
        Command(
            "live.record", translate("LiveCommands", "Record"), page.keeping.toggle_recording, ("R", "PgDown"), name,
            menu, enabled=page.has_pictures, checked=lambda: page.recording.on, icon="record",
            hint=translate("LiveCommands", "Record the camera"),
        ),
        Command(
            "live.snapshot", translate("LiveCommands", "Snapshot"), page.keeping.take_snapshot, ("S",), name, menu,
            enabled=page.has_pictures, icon="snapshot", hint=translate("LiveCommands", "Save the picture"),
        ),
        Command(
            "live.stop", translate("LiveCommands", "Stop the camera"), page.stop_camera, (), name, menu,
            enabled=lambda: model.running, icon="stop",
        ),
        Command(
            "live.clip", translate("LiveCommands", "Play a clip as camera …"), page.cameras.choose_clip, (), name, menu,
            icon="open",
        ),
        Command(
            "live.refresh", translate("LiveCommands", "Look for cameras again"), page.cameras.look, ("F5",), name,
            menu, icon="refresh",
        ),
        Command(
            "live.mirror", translate("LiveCommands", "Mirror"), page.toggle_mirror, ("M",), name, "view",
            checked=lambda: settings.current.mirror, icon="mirror",
            hint=translate("LiveCommands", "See yourself as in a mirror"),
        ),
        Command(
            "live.overlay", translate("LiveCommands", "Skeleton"), page.toggle_overlay, ("O",), name, "view",
            checked=lambda: settings.current.overlay, icon="overlay",
            hint=translate("LiveCommands", "Show the skeleton"),
        ),
        *mirror_commands(page),
        *floor_commands(page),
        *attempt_commands(page),
        *film_commands(page.dancer, page.film_dancer, name, menu),
        *setup_commands(page),
        *live_person_commands(page),
    )  # fmt: skip
