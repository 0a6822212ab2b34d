"""The person's own phase network: a copy of Review's that went on learning from corrected phases.

It lies beside nothing that ships and is asked only where the person chose so; the shipped one is always there to go
back to. Only one that holds to the model contract is used.

::

    phases/
      phases_review.onnx        the own network
      not-used.txt              there while the shipped one is asked all the same
"""

from pathlib import Path

import attrs
import platformdirs

from dancecoach.errors import InputError, ModelError
from dancecoach.files import atomic_path, make_folder, write_text
from dancecoach.i18n import _
from dancecoach.models.card import ModelCard
from dancecoach.models.card_json import fault
from dancecoach.models.model import OnnxModel
from dancecoach.models.packs.taking_back import back_to, have
from dancecoach.models.phases import REVIEW_FILE
from dancecoach.resources import model_path
from dancecoach.undo import Undo

MOST_BYTES = 16 << 20
"""Largest file that is used; the shipped one has three megabytes."""

_NOT_USED = "not-used.txt"


def own_phases_folder() -> Path:
    """Where it is looked for; not made before it is wanted."""
    return platformdirs.user_data_path("dancecoach", False) / "phases"


def own_phases_file() -> Path:
    """Its file, whether or not there is one."""
    return own_phases_folder() / REVIEW_FILE


def uses_own() -> bool:
    """Whether there is one, and the person wants it."""
    return own_phases_file().is_file() and not (own_phases_folder() / _NOT_USED).exists()


def review_file() -> Path:
    """The network that names the phases of whole clips.

    Raises:
        ModelError: it is missing.
    """
    return own_phases_file() if uses_own() else model_path(REVIEW_FILE)


@attrs.frozen(eq=False)
class OwnPhases:
    """The own network.

    Attributes:
        path: its file.
        on: whether it is asked, and not the shipped one.
        card: what it says of itself; None where it cannot be used.
        problem: why it cannot be used; "" where it can.
    """

    path: Path
    on: bool
    card: ModelCard | None
    problem: str = ""


def own_phases() -> OwnPhases | None:
    """The own network; None where there is none. Opens it: to be called from a thread."""
    path = own_phases_file()
    if not path.is_file():
        return None
    try:
        return OwnPhases(path, uses_own(), check_phases(path))
    except ModelError as error:
        return OwnPhases(path, uses_own(), None, str(error))


def check_phases(path: Path) -> ModelCard:
    """Hold a file against the contract; its card.

    Raises:
        ModelError: it is no phase network for whole clips, or too large.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise fault(path, _("is too large for a phase network"))
    except OSError as error:
        raise fault(path, _("cannot be read ({})").format(error.strerror or error)) from error
    return OnnxModel(path, kind="phases", causal=False).card


def put_phases(content: bytes) -> Undo:
    """Have an own network, and ask it from now on.

    Raises:
        ModelError: it does not hold to the contract; nothing is changed then.
        OutputError: it cannot be written.
    """
    path, unused = own_phases_file(), own_phases_folder() / _NOT_USED
    before, was_unused = (path.read_bytes() if path.is_file() else None), unused.exists()
    make_folder(path.parent)
    with atomic_path(path) as temporary:
        temporary.write_bytes(content)
        check_phases(temporary)
    unused.unlink(missing_ok=True)

    back = back_to(path, before, content)

    def undo() -> None:
        back()
        if was_unused:
            write_text(unused, "")

    return undo


def use_own(*, on: bool) -> Undo:
    """Ask the own network, or the shipped one.

    Raises:
        InputError: there is no own one.
        OutputError: it cannot be remembered.
    """
    if not own_phases_file().is_file():
        raise InputError(_("there is no phase network of your own"), remedy=_("teach one from corrected phases first"))
    before, unused = uses_own(), own_phases_folder() / _NOT_USED

    def switch(wanted: bool) -> None:
        if wanted:
            unused.unlink(missing_ok=True)
        else:
            write_text(unused, "")

    switch(on)
    return lambda: switch(before)


def remove_phases() -> Undo:
    """Do without the own network: the shipped one is asked again.

    Raises:
        InputError: there is none.
        OutputError: it cannot be removed.
    """
    path = own_phases_file()
    if not path.is_file():
        raise InputError(_("there is no phase network of your own"), remedy=_("nothing is to be done"))
    return have(path, None)
