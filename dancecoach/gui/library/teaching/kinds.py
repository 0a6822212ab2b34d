"""What can be taught. A kind looks at the chosen clips in a thread, and says what is asked for."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Protocol

import attrs
from PySide6.QtCore import QCoreApplication

from dancecoach.library.catalogue.records import Clip
from dancecoach.settings import Settings

if TYPE_CHECKING:
    from dancecoach.library.library import Library
    from dancecoach.pipeline.teaching.candidates import Candidate
    from dancecoach.pipeline.teaching.others import Others
    from dancecoach.pipeline.teaching.poses import Looking
    from dancecoach.pipeline.teaching.request import TeachRequest


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("TeachKinds", text)


@attrs.frozen(eq=False)
class Ready:
    """What a kind makes of the chosen clips.

    Attributes:
        candidates: the clips, in the order in which they were chosen.
        least: how many that can be used are needed.
        known: names that are taken.
        others: the other clips of the library by their names; () where the kind needs none.
        problem: why nothing of the kind can be learnt on this computer, and what to do; "" where it can.
    """

    candidates: "tuple[Candidate, ...]" = ()
    least: int = 3
    known: tuple[str, ...] = ()
    others: "tuple[Others, ...]" = ()
    problem: str = ""

    @property
    def usable(self) -> "tuple[Candidate, ...]":
        """The clips that can be used."""
        return tuple(one for one in self.candidates if not one.why_not)


class Kind(Protocol):
    """Something that can be taught."""

    @property
    def kind(self) -> str:
        """As `pipeline.teaching.request.TeachRequest.kind`."""
        ...

    @property
    def title(self) -> str:
        """Its word on the switch."""
        ...

    @property
    def hint(self) -> str:
        """A sentence: what to choose clips of."""
        ...

    def look(self, library: "Library", clips: Sequence[Clip], chosen: Settings) -> Ready:
        """What can be done with the clips; called in a thread."""
        ...

    def request(
        self, name: str, ready: Ready, chosen: Settings, library: "Library", *, told: Collection[str]
    ) -> "TeachRequest":
        """What is asked for.

        Args:
            name: as typed.
            ready: of `look`.
            chosen: the person's settings.
            library: that the clips are of.
            told: names of those among the other clips that are certainly something else.
        """
        ...


class StyleKind:
    """A style of dance."""

    kind = "style"

    @property
    def title(self) -> str:
        """As `Kind.title`."""
        return tr("A style")

    @property
    def hint(self) -> str:
        """As `Kind.hint`."""
        return tr(
            "Three to ten clips of the dance, better of several dancers and places. Clips that are certainly of "
            "something else show the app what it is not."
        )

    def look(self, library: "Library", clips: Sequence[Clip], chosen: Settings) -> Ready:
        """As `Kind.look`."""
        from dancecoach.gui.libraries import load_pose

        load_pose()
        from dancecoach.models.card import UNKNOWN
        from dancecoach.models.packs.styles import pack_files
        from dancecoach.models.teaching.clips import FEWEST
        from dancecoach.pipeline.teaching.candidates import style_candidates
        from dancecoach.pipeline.teaching.style import known_styles

        known = known_styles(pack_files(chosen.style_packs)) - {UNKNOWN}
        return Ready(
            style_candidates(clips), FEWEST, tuple(sorted(known, key=str.casefold)), _others(library, clips, known)
        )

    def request(
        self, name: str, ready: Ready, chosen: Settings, library: "Library", *, told: Collection[str]
    ) -> "TeachRequest":
        """As `Kind.request`."""
        from dancecoach.pipeline.teaching.candidates import example_of
        from dancecoach.pipeline.teaching.others import others_of, to_check
        from dancecoach.pipeline.teaching.style import StyleRequest

        return StyleRequest(
            name,
            tuple(one.example for one in ready.usable),
            tuple(map(example_of, others_of(ready.others, told, name))),
            _looking(library, chosen),
            check=tuple(map(example_of, to_check(ready.others, told, name))),
        )


class SkillKind:
    """A skill of gymnastics, acrobatics or dance, from take-off to landing."""

    kind = "skill"

    @property
    def title(self) -> str:
        """As `Kind.title`."""
        return tr("A skill")

    @property
    def hint(self) -> str:
        """As `Kind.hint`."""
        return tr(
            "Three to ten clips in which the skill is done, better by several people and from several sides. What is "
            "learnt is how the body moves from take-off to landing; where Review found these wrong, correct them there."
        )

    def look(self, library: "Library", clips: Sequence[Clip], chosen: Settings) -> Ready:
        """As `Kind.look`."""
        from dancecoach.gui.libraries import load_pose

        load_pose()
        from dancecoach.coaching.taught.learning import FEWEST
        from dancecoach.coaching.taught.packs import SkillPacks
        from dancecoach.pipeline.teaching.corrected import skill_candidates

        known = SkillPacks.read().names
        return Ready(skill_candidates(library, clips), FEWEST, known, _others(library, clips, known))

    def request(
        self, name: str, ready: Ready, chosen: Settings, library: "Library", *, told: Collection[str]
    ) -> "TeachRequest":
        """As `Kind.request`."""
        from dancecoach.pipeline.teaching.candidates import example_of
        from dancecoach.pipeline.teaching.others import others_of, to_check
        from dancecoach.pipeline.teaching.skill import SkillRequest

        return SkillRequest(
            name,
            tuple(one.example for one in ready.usable),
            tuple(map(example_of, others_of(ready.others, told, name))),
            _looking(library, chosen),
            check=tuple(map(example_of, to_check(ready.others, told, name))),
        )


def _others(library: "Library", clips: Sequence[Clip], known: Collection[str]) -> "tuple[Others, ...]":
    """All clips of the library but these, by their names."""
    from dancecoach.library.catalogue.question import Question
    from dancecoach.library.catalogue.search import find
    from dancecoach.pipeline.teaching.others import grouped

    return grouped(library.clips.get_all(find(library.database, Question())), clips, known)


def _looking(library: "Library", chosen: Settings) -> "Looking":
    from dancecoach.pipeline.teaching.poses import Looking

    return Looking(library.analyses.root, chosen.engine, chosen.pose_model, chosen.activity, tuple(chosen.style_packs))


class PhasesKind:
    """The phases, from what a person corrected in Review."""

    kind = "phases"

    @property
    def title(self) -> str:
        """As `Kind.title`."""
        return tr("The phases")

    @property
    def hint(self) -> str:
        """As `Kind.hint`."""
        return tr(
            "Clips whose phases you corrected in Review, better of several people. A copy of the network goes on "
            "learning from them, which takes some minutes; the one that ships stays, and can be chosen again."
        )

    def look(self, library: "Library", clips: Sequence[Clip], chosen: Settings) -> Ready:
        """As `Kind.look`."""
        from dancecoach.gui.libraries import load_pose

        load_pose()
        from dancecoach.pipeline.teaching.corrected import phase_candidates
        from dancecoach.pipeline.teaching.extras import missing
        from dancecoach.pipeline.teaching.phases import FEWEST

        return Ready(phase_candidates(library, clips), FEWEST, problem=missing())

    def request(
        self, name: str, ready: Ready, chosen: Settings, library: "Library", *, told: Collection[str]
    ) -> "TeachRequest":
        """As `Kind.request`."""
        from dancecoach.pipeline.teaching.phases import PhasesRequest

        return PhasesRequest(name, tuple(one.example for one in ready.usable), _looking(library, chosen))


KINDS: tuple[Kind, ...] = (StyleKind(), SkillKind(), PhasesKind())
"""What the dialog offers, in this order."""
