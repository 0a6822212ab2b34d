"""Shows that somebody may clap, and how long is left to walk back."""

from functools import partial

import attrs
from PySide6.QtCore import QObject

from dancecoach.gui.clap.sign import ClapSign
from dancecoach.gui.clap.words import heard_text
from dancecoach.gui.notifier import Notifier
from dancecoach.gui.practice.hands.commands import tr
from dancecoach.gui.practice.hands.free import HandsFree
from dancecoach.gui.practice.stage.hud import HudText
from dancecoach.gui.practice.stage.stage import Stage
from dancecoach.gui.settings.model import SettingsModel

#: `PracticePage.name`: nothing of this is said on another page.
_PAGE = "practice"


class HandsSigns(QObject):
    """Follows with the stage what is heard and waited for.

    Args:
        hands: hears and waits.
        stage: has the sign in its upper bar, the numbers on the picture, the words below it.
        settings: how many claps, how long to wait.
        notifier: says once of each reference that its music claps.
        parent: owner.
    """

    def __init__(
        self,
        hands: HandsFree,
        stage: Stage,
        settings: SettingsModel,
        notifier: Notifier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._hands, self._stage, self._settings, self._notifier = hands, stage, settings, notifier
        self._told = False
        sign = self.sign
        hands.clap.changed.connect(self._show_listening)
        hands.clap.level.connect(sign.show_level)
        hands.clap.failed.connect(partial(notifier.error, page=_PAGE))
        hands.obeyed.connect(sign.flash)
        hands.passed_over.connect(self._passed_over)
        sign.clicked.connect(hands.clap.toggle)

    @property
    def sign(self) -> ClapSign:
        """The microphone in the bar, with how loud it is."""
        return self._stage.top.ear

    def show(self) -> None:
        """Say while nothing is danced what may be done from afar, or how long is left."""
        stage, left = self._stage, self._hands.start.left
        if left:
            stage.foot.show_busy(True)
            stage.count.say(str(left), "10")
            stage.hud.say(HudText(str(left), tr("seconds"), tr("Walk to your place"), quiet=True))
        elif not self._hands.start.on and self._hands.ready:
            words = " ".join(filter(None, (stage.hud.text.cue, *self._more())))
            stage.hud.say(attrs.evolve(stage.hud.text, cue=words))

    def new_reference(self) -> None:
        """Another music may clap, too."""
        self._told = False

    def _more(self) -> tuple[str, ...]:
        settings = self._settings.current
        seconds, twice = settings.practice_wait_s, settings.clap_count == 2
        waits = (tr("It waits {} s for you to walk back.").format(seconds),) if seconds else ()
        claps = (tr("Or clap twice, also to stop.") if twice else tr("Or clap once, also to stop."),)
        return (*waits, *(claps if self._hands.clap.on else ()))

    def _show_listening(self) -> None:
        words = heard_text(self._settings.current.clap_count)
        self.sign.listen(self._hands.clap.on, words, tr("that starts and stops the dance"))

    def _passed_over(self) -> None:
        if not self._told:
            self._told = True
            self._notifier.info(
                tr("That sounded like the claps in the music. Clap between them to stop, or press Space."), page=_PAGE
            )
