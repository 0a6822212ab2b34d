"""All drawings of a clip: by number, and by when they can be seen."""

from collections.abc import Iterable, Iterator

import attrs

from dancecoach.errors import NotesError
from dancecoach.i18n import _
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.sorted_map import SortedMap

_ID_BITS = 40
"""Room for numbers behind the first visible frame: both together are one key, and keys are compared as one number."""


def _last_visible(drawing: Drawing) -> int:
    return drawing.last_visible


def _time_key(drawing: Drawing) -> int:
    return (drawing.first_visible << _ID_BITS) | drawing.id


def _no_times() -> SortedMap[Drawing]:
    return SortedMap(reach=_last_visible)


@attrs.frozen
class DrawingSet:
    """Drawings, each under its own number; the higher number is painted above.

    Attributes:
        by_id: them by number.
        by_time: the same by first visible frame and number, reaching to the last visible one.
    """

    by_id: SortedMap[Drawing] = attrs.field(factory=SortedMap)
    by_time: SortedMap[Drawing] = attrs.field(factory=_no_times, eq=False, repr=False)

    @classmethod
    def of(cls, drawings: Iterable[Drawing]) -> "DrawingSet":
        """The set of drawings that have numbers; of two with the same one, the later counts."""
        by_id = dict(sorted((drawing.id, drawing) for drawing in _numbered(drawings)))
        times = sorted((_time_key(drawing), drawing) for drawing in by_id.values())
        return cls(SortedMap(by_id.items()), SortedMap(times, reach=_last_visible))

    def __len__(self) -> int:
        """Number of drawings."""
        return len(self.by_id)

    def __iter__(self) -> Iterator[Drawing]:
        return self.by_id.values()

    def __contains__(self, number: int) -> bool:
        return number in self.by_id

    def __getitem__(self, number: int) -> Drawing:
        found = self.by_id.get(number)
        if found is None:
            raise NotesError(
                _("is the number of no drawing"), subject=str(number), remedy=_("choose a drawing that is there")
            )
        return found

    def visible_at(self, frame: int) -> list[Drawing]:
        """What is seen of them at a frame, in order of painting; `Drawing.opacity_at` says how much."""
        found = self.by_time.reaching(((frame + 1) << _ID_BITS) - 1, frame)
        return sorted(found, key=lambda drawing: drawing.id)

    def put(self, drawing: Drawing) -> "DrawingSet":
        """The set with a drawing in place of any other of its number."""
        old, times = self.by_id.get(drawing.id), self.by_time
        if old is not None and _time_key(old) != _time_key(drawing):
            times = times.remove(_time_key(old))
        return DrawingSet(self.by_id.put(drawing.id, drawing), times.put(_time_key(drawing), drawing))

    def remove(self, number: int) -> "DrawingSet":
        """The set without the drawing of that number."""
        old = self[number]
        return DrawingSet(self.by_id.remove(number), self.by_time.remove(_time_key(old)))


def _numbered(drawings: Iterable[Drawing]) -> Iterator[Drawing]:
    for drawing in drawings:
        if drawing.id == 0:
            raise ValueError("a drawing gets its number before it goes into a set")
        yield drawing
