"""Counts read, corrected and written behind the window; what runs in the threads of the counts' errands."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import attrs

from dancecoach.errors import VideoError
from dancecoach.library.counts.counts_json import KeptCounts
from dancecoach.library.counts.store import CountsStore

if TYPE_CHECKING:
    from dancecoach.audio.frames import Low
    from dancecoach.coaching.dance.phrases import Counts
    from dancecoach.coaching.dance.tapping import Tap
    from dancecoach.pipeline.practice.reference import Reference

Change = Callable[[KeptCounts], "Counts | None"]
"""Makes other counts of those that are kept; None where nobody counts so."""


@attrs.frozen
class Corrected:
    """Counts before and after; the same where nothing could be made of it."""

    before: KeptCounts | None
    after: KeptCounts | None


class CountsKeeper:
    """The counts of one reference.

    Args:
        store: where they are kept.
        reference: whose they are.
    """

    def __init__(self, store: CountsStore, reference: "Reference") -> None:
        self._store, self._reference = store, reference
        self._music: Low | None = None

    @property
    def _sha256(self) -> str:
        return self._reference.analysis.sha256

    def read(self) -> KeptCounts | None:
        """What is kept now."""
        return self._store.get(self._sha256)

    def tapped(self, taps: "Sequence[Tap]") -> Corrected:
        """Correct them as they were tapped, on the beats of the music where there are any in the tapped tempo.

        Raises:
            OutputError: they cannot be written.
        """
        from dancecoach.coaching.dance.tapping import fits
        from dancecoach.pipeline.count_music import count_tapped

        before, reference = self.read(), self._reference
        known = None if before is None else before.counts
        music = None if fits(known, taps) else self._heard()
        return self._keep(before, count_tapped(music, before, taps, reference.end_s))

    def changed(self, change: Change, *, beat_sure: bool = False, one_sure: bool = False) -> Corrected:
        """Correct them in one step.

        Args:
            change: makes other counts of them.
            beat_sure: whether the person has said so which beat it is.
            one_sure: whether the person has said so which beat is the "1".

        Raises:
            OutputError: they cannot be written.
        """
        from dancecoach.coaching.dance.tapping import tempo_of

        before = self.read()
        counts = None if before is None else change(before)
        if before is None or counts is None:
            return Corrected(before, before)
        after = KeptCounts(
            counts,
            "person",
            tempo_of(counts),
            1.0 if beat_sure else before.beat_confidence,
            1.0 if one_sure else before.one_confidence,
        )
        return self._keep(before, after)

    def found_anew(self) -> Corrected:
        """Forget what a person made of them, and find them in the music again.

        Raises:
            OutputError: what is kept cannot be removed.
        """
        from dancecoach.pipeline.count_music import counts_of_clip

        before = self.read()
        self._store.forget(self._sha256)
        try:
            return Corrected(before, counts_of_clip(self._reference.path, self._sha256, self._store))
        except VideoError:
            return Corrected(before, None)  # what was tapped is forgotten, and there is no music to listen to

    def put(self, kept: KeptCounts | None) -> KeptCounts | None:
        """Keep these, as when something is undone; None for none.

        Raises:
            OutputError: they cannot be written.
        """
        if kept is not None and kept.by == "person":
            self._store.put_edited(self._sha256, kept)
        else:
            self._store.forget(self._sha256)
            if kept is not None:
                self._store.put_found(self._sha256, kept)
        return kept

    def _keep(self, before: KeptCounts | None, after: KeptCounts | None) -> Corrected:
        if after is None or after == before:
            return Corrected(before, before)
        self._store.put_edited(self._sha256, after)
        return Corrected(before, after)

    def _heard(self) -> "Low | None":
        """The sound of the reference, listened to once."""
        from dancecoach.pipeline.count_music import music_of

        if self._music is None and self._reference.has_sound:
            try:
                self._music = music_of(self._reference.path)
            except VideoError:
                return None  # the taps are known all the same
        return self._music
