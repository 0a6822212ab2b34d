"""What the commands of the library page do to the chosen clips."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from dancecoach.files import is_there
from dancecoach.gui.library.model import LibraryModel
from dancecoach.gui.library.places import gives
from dancecoach.gui.library.shelf.shelf import Shelf
from dancecoach.library.catalogue.records import Group

if TYPE_CHECKING:
    from dancecoach.library.edits import Edit


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("LibraryActs", text)


class LibraryActs:
    """Changes clips so that it can be undone.

    Args:
        model: has the library.
        shelf: says which clips are chosen.
    """

    def __init__(self, model: LibraryModel, shelf: Shelf) -> None:
        self._model, self._shelf = model, shelf

    @property
    def any_chosen(self) -> bool:
        """Whether a clip is chosen."""
        return self._model.ready and self._shelf.any_chosen

    def open(self) -> None:
        """Look at the clip in Review."""
        self._with_film(self._model.context.open_clip)

    def practise(self) -> None:
        """Dance to the clip."""
        self._with_film(self._model.context.practise)

    def _with_film(self, do: Callable[[Path], object]) -> None:
        """Do something with the chosen clip's film; where it is gone, say how it is found again."""
        clip = self._shelf.clip
        if clip is None:
            return
        if is_there(clip.path):
            do(clip.path)
            return
        said = tr(
            "The file of “{title}” is not where it was, {path}. Import it from where it lies now; or choose Look after "
            "the library in the menu Library, which looks for missing files."
        )
        self._model.context.notifier.warn(said.format(title=clip.title, path=clip.path))

    def rate(self, rating: int) -> None:
        """Give the chosen clips stars."""
        ids = self._shelf.chosen

        def edit() -> "Edit":
            from dancecoach.library import edits

            return edits.rate(ids, rating)

        self._model.edit(tr("Rate"), ids, edit)

    def toggle_reference(self) -> None:
        """Make the chosen clips ones to learn from, or no longer."""
        ids, reference = self._shelf.chosen, not self.is_reference()

        def edit() -> "Edit":
            from dancecoach.library import edits

            return edits.mark_reference(ids, reference=reference)

        self._model.edit(tr("Reference"), ids, edit)

    def is_reference(self) -> bool:
        """Whether the chosen clip is one to learn from."""
        return self._shelf.clip is not None and self._shelf.clip.reference

    def rename(self, clip_id: int, title: str) -> None:
        """Call a clip something else."""

        def edit() -> "Edit":
            from dancecoach.library import edits

            return edits.rename(clip_id, title)

        self._model.edit(tr("Rename"), (clip_id,), edit)

    def write_note(self, clip_id: int, note: str) -> None:
        """Say something about a clip."""

        def edit() -> "Edit":
            from dancecoach.library import edits

            return edits.write_note(clip_id, note)

        self._model.edit(tr("Note"), (clip_id,), edit)

    def name(self, group: Group, names: Sequence[str]) -> None:
        """One chosen clip has these tags, persons or collections; several get them besides theirs.

        Of several, a name after a minus is taken away.
        """
        ids = self._shelf.chosen
        gone = [name[1:].strip() for name in names if name.startswith("-") and name.strip("- ")]
        new = [name for name in names if not name.startswith("-")]

        def edit() -> "Edit":
            from dancecoach.library import edits

            return edits.set_names(ids[0], group, names) if len(ids) == 1 else edits.put(ids, group, new, gone)

        if ids:
            titles = {Group.TAG: tr("Tags"), Group.PERSON: tr("Persons"), Group.COLLECTION: tr("Collections")}
            self._model.edit(titles[group], ids, edit)

    def give(self, ids: Sequence[int], place: str) -> None:
        """Clips get what a place is called by: they were put there."""
        given = gives(place)
        if given is None or not ids:
            return
        group, name = given

        def edit() -> "Edit":
            from dancecoach.library import edits

            return edits.mark_reference(ids, reference=True) if group is None else edits.put(ids, group, [name])

        self._model.edit(tr("Reference") if group is None else tr("Put to “{}”").format(name), ids, edit)

    def copy_files(self) -> None:
        """Put the files of the chosen clips where other programs can paste them."""
        QGuiApplication.clipboard().setMimeData(self._shelf.rows.packed(self._shelf.chosen))

    def remove(self) -> None:
        """Take the chosen clips out of the library; their files stay."""
        ids = self._shelf.chosen

        def edit() -> "Edit":
            from dancecoach.library import edits

            return edits.remove(ids)

        self._model.edit(tr("Remove from the library"), ids, edit)
        self._shelf.leave(ids)
        said = tr("{} clips are out of the library. Undo brings them back; their files stay where they are.")
        self._model.context.notifier.info(said.format(len(ids)))
