"""Any decoded frame of a file, quickly: what was decoded on the way is kept, and the next steps are prepared.

Forwards the decoder goes on; backwards a second one works ahead.
"""

from collections.abc import Callable
from pathlib import Path

from dancecoach.errors import VideoError
from dancecoach.i18n import _
from dancecoach.video.cache import ByteLimitedCache
from dancecoach.video.decode import Decoder
from dancecoach.video.index import FrameIndex
from dancecoach.video.picture import frame_bytes
from dancecoach.video.rewind import Rewinder
from dancecoach.video.source import VideoFrame

#: Going on is preferred to a seek that would save no more than this many frames.
_SEEK_COSTS = 8
#: Frames kept before the one asked for, so that the first steps back need no decoding. Each one costs a jump time.
_KEPT_BEHIND = 2
#: A request at most this much before the last one is a step back, which will be followed by others.
_STEP_BACK = 12
#: The share of the cache that `RandomAccess.settle` fills behind and ahead of a frame, and the most frames of each.
_SETTLED = ((0.5, 30), (0.25, 15))
#: The share of the cache for a stretch decoded ahead of steps back: one is walked through, another is on its way.
_STRETCH = 0.42
#: Fewer frames than this are not worth a second decoder.
_SHORTEST_STRETCH = 8

GivenUp = Callable[[], bool]
"""Asked after each decoded frame: whether nobody waits for the answer any more."""


class GivenUpError(Exception):
    """The search for a frame was given up on request; what was decoded so far is not lost."""


def never() -> bool:
    """The person waits for as long as it takes."""
    return False


class RandomAccess:
    """Decoded frames by number, from a decoder and a cache with a byte limit. Not for several threads at once.

    Args:
        path: the video file.
        index: its frames.
        cache_bytes: limit of the cache.

    Attributes:
        undecodable: numbers of the frames that were asked for and that gave no picture.
    """

    def __init__(self, path: Path, index: FrameIndex, cache_bytes: int) -> None:
        self._path = path
        self._index = index
        self._cache_bytes = cache_bytes
        self._cache: ByteLimitedCache[int, VideoFrame] = ByteLimitedCache(cache_bytes)
        self._decoder = Decoder(path, index)
        self._position = -1
        self._asked = 0
        self._kept = _KEPT_BEHIND
        self._before: VideoFrame | None = None
        self._rewinder = Rewinder(path, index, self._keep)
        self.undecodable: set[int] = set()

    @property
    def cached_bytes(self) -> int:
        """Memory that the cache uses, never over its limit."""
        return self._cache.bytes_used

    def get(self, number: int, given_up: GivenUp = never) -> VideoFrame:
        """The decoded frame; for one that cannot be decoded the one before it.

        Raises:
            VideoError: the file has become unreadable.
            GivenUpError: ``given_up`` said so.
        """
        found = self._cache.get(number) or self._wait_for(number, given_up)
        if found is None:
            found = self._decode(number, self._look_behind(number), given_up)
            self._kept = self._room(0.9, len(self._index), found)
        if self._steps_back(number):
            self._prepare_back(number, found)
        self._asked = number
        return found

    def _wait_for(self, number: int, given_up: GivenUp) -> VideoFrame | None:
        """A frame that is being decoded ahead; None where it is not, or did not come."""
        self._rewinder.wait_for(number, given_up)
        found = self._cache.get(number)
        if found is None and given_up():
            raise GivenUpError
        return found

    def _prepare_back(self, number: int, here: VideoFrame) -> None:
        """Have the frames before this one decoded before they are asked for."""
        stretch = int(_STRETCH * self._cache_bytes) // max(1, frame_bytes(here))
        if stretch < _SHORTEST_STRETCH or self._rewinder.busy:
            return
        first = number
        while first > 0 and number - first < stretch and self._cache.get(first - 1) is not None:
            first -= 1
        if first > 0 and number - first < stretch:
            self._rewinder.wish(range(max(0, first - stretch), first))

    def cost(self, number: int) -> int:
        """How many frames lie on the way to this one, itself included; 0 from the cache."""
        if number in self._cache:
            return 0
        anchor = self._index.anchor_before(number)
        if self._goes_on(number, anchor):
            return number - self._position
        return number - self._index.anchors[anchor].frame + 1

    def settle(self, number: int, given_up: GivenUp) -> None:
        """Make the steps around a frame quick that was found before: put those ahead and behind it into the cache.

        Raises:
            VideoError: the file has become unreadable.
            GivenUpError: ``given_up`` said so.
        """
        here = self._cache.get(number)
        if here is None:
            return
        behind, ahead = (self._room(share, most, here) for share, most in _SETTLED)
        start, last = max(0, number - behind), min(number + ahead, len(self._index) - 1)
        lacks_behind = self._lacks(start, number - 1)
        if lacks_behind:
            self._rewinder.wish(range(start, number))
        if self._lacks(number + 1, last):
            if not number <= self._position < last:
                # It has no place here that would be worth keeping.
                self._start_at(self._index.anchor_before(start))
            self._decoder.wanted_from = start
            self._advance(last, given_up)
        if lacks_behind:
            # Who goes on in the meantime does not stop it: it may well be a step back.
            self._rewinder.wait_for(number - 1, given_up)

    def _lacks(self, first: int, last: int) -> bool:
        """Whether any of these frames (both inclusive) is not in the cache; those that are count as used just now."""
        return None in [self._cache.get(frame) for frame in range(first, last + 1)]

    def _keep(self, number: int, frame: VideoFrame) -> None:
        self._cache.put(number, frame, frame_bytes(frame))

    def _room(self, share: float, most: int, frame: VideoFrame) -> int:
        """How many frames like this one go into a share of the cache; as many as are kept behind at the least."""
        return max(_KEPT_BEHIND, min(most, int(share * self._cache_bytes) // max(1, frame_bytes(frame))))

    def close(self) -> None:
        """Close the file and empty the cache; calling it twice does no harm."""
        self._rewinder.close()
        self._decoder.close()
        self._cache.clear()
        self._before = None

    def _decode(self, number: int, behind: int, given_up: GivenUp) -> VideoFrame:
        self._decoder.wanted_from = number - behind
        anchor = self._index.anchor_before(number)
        if self._goes_on(number, anchor):
            found = self._advance(number, given_up)
            if found is not None:
                return found
        # A key frame that is none gives nothing: try the one before, then further and further back.
        back = 1
        while True:
            self._start_at(anchor)
            found = self._advance(number, given_up)
            if found is not None:
                return found
            if anchor == 0:
                return self._stand_in(number)
            anchor, back = max(0, anchor - back), 2 * back

    def _look_behind(self, number: int) -> int:
        """How many frames before this one are worth decoding whole."""
        return self._kept if self._steps_back(number) else _KEPT_BEHIND

    def _steps_back(self, number: int) -> bool:
        """Whether this is a step back from the frame asked for before."""
        return 0 < self._asked - number <= _STEP_BACK

    def _goes_on(self, number: int, anchor: int) -> bool:
        """Whether the decoder stands before the frame and a seek would save little."""
        ahead = number - self._position
        return 0 < ahead <= number - self._index.anchors[anchor].frame + _SEEK_COSTS

    def _start_at(self, anchor: int) -> None:
        self._decoder.start_at(anchor)
        self._position = self._index.anchors[anchor].frame - 1
        self._before = None

    def _advance(self, number: int, given_up: GivenUp) -> VideoFrame | None:
        """Decode up to a frame and keep what comes on the way; None when it does not come."""
        for at, frame in self._decoder:
            self._position = at
            if at >= self._decoder.wanted_from or at == number:
                self._keep(at, frame)
            if at == number:
                return frame
            if at > number:
                return None
            self._before = frame
            if given_up():
                raise GivenUpError
        self._position = len(self._index)
        return None

    def _stand_in(self, number: int) -> VideoFrame:
        """For a frame that cannot be decoded: the last that came before it, or else the first that comes after."""
        stand_in = self._before or next((frame for _at, frame in self._decoder), None)
        if stand_in is None:
            raise VideoError(
                _("can no longer be read"),
                subject=self._path,
                remedy=_("check that the file and its disk are still there"),
            )
        self.undecodable.add(number)
        self._keep(number, stand_in)
        return stand_in
