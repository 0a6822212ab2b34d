"""Several people followed at once, for when somebody is to be told from the others.

BlazePose's detector is made for the one person in front: of two it mostly sees one. It sees the other as soon as the
first is painted over, so that is what is done, five times a second and more; and as it sees nobody who is much smaller
than its picture, it is shown a part of the picture too, another one each time.

Where two stand close, the network sees the body in front twice. The one of the two who had to leap there is looked for
again with the other painted over; and who is not found then is hidden, let go, and looked for anew around the place
where they were.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy

import attrs
import numpy as np

from dancecoach.pose.blazepose.detector import Detection
from dancecoach.pose.blazepose.landmarker import BODY, Sighting
from dancecoach.pose.blazepose.painted import painted_over
from dancecoach.pose.blazepose.people import prominence
from dancecoach.pose.blazepose.plausibility import shows_somebody
from dancecoach.pose.blazepose.roi import Roi
from dancecoach.pose.blazepose.search import windows
from dancecoach.pose.blazepose.tracker import Track
from dancecoach.pose.blazepose.view import View

SEARCH_EVERY_S, SEARCH_LOST_S = 0.2, 0.1
"""Newcomers are looked for so often, by the clip's own clock: a clip analysed in parts is searched alike. The second
while somebody is missing, and at first."""

_EAGER_S = 0.5

SAME_BODY = 0.06
"""Two sightings are of one body when their joints are nearer than this on average, as a share of the region's size (a
quarter of a torso): two people stand so only where one of them cannot be seen."""

LEAST_SCORE, LEAST_QUALITY = 0.6, 0.45
"""Score of a detection, and strength of the heat maps of what is then looked at, from which it is a newcomer: parts of
people who were painted over are weaker."""

_LEAST_AT_FIRST = 0.3
"""The same at the first look, which may be turned wrongly."""

_MOST_TRIES = 4
"""Places looked at more closely in one search."""

_ASIDE = 0.1
"""Detections nearer than this to a followed person, as a share of the region's size, are that person again."""

_REMEMBER_S = 2.0
"""People who were lost are looked for around where they were, for so long."""

_TOLD_ROOM = 1.5
"""Side of the part of the picture looked at around a point that was told, as a share of the picture's shorter side."""


def same_body(a: Sighting, b: Sighting) -> bool:
    """Whether two sightings in one picture show the same body."""
    return _apart(a, b) < SAME_BODY


def _apart(a: Sighting, b: Sighting) -> float:
    """Mean distance of the joints as a share of the larger region."""
    apart = np.linalg.norm(a.points[BODY, :2] - b.points[BODY, :2], axis=1).mean()
    return float(apart) / max(a.asked.size, b.asked.size, 1.0)


@attrs.frozen
class _Lost:
    """Where and when somebody was seen last."""

    roi: Roi
    time_s: float


class Crowd:
    """The people followed through a clip, as `People` with more than one.

    Attributes:
        tracks: people followed; the one asked for first, then in the order in which they came.
        seen: people in the picture: so many as are followed.
    """

    def __init__(self, most: int) -> None:
        """Follow at most so many people."""
        self.tracks: list[Track] = []
        self.seen = 0
        self._most = most
        self._next_number = 0
        self._next_window = 0
        self._wanted: tuple[float, float] | None = None
        self._period: int | None = None
        self._lost: list[_Lost] = []
        self._begun_s: float | None = None

    def follow_at(self, x: float, y: float) -> None:
        """Follow the person nearest to a point (shares of the picture's width and height) before all others."""
        self._wanted = (x, y)

    def hold(self, time_s: float) -> None:
        """Let time pass while the picture repeats."""
        for track in self.tracks:
            track.hold(time_s)

    def update(self, view: View) -> None:
        """Take in the next picture."""
        self._follow_all(view)
        self._lost = [lost for lost in self._lost if view.time_s - lost.time_s <= _REMEMBER_S]
        if self._begun_s is None:
            self._begun_s = view.time_s
        eager = bool(self._lost) or view.time_s - self._begun_s < _EAGER_S
        period = int(np.floor(view.time_s / (SEARCH_LOST_S if eager else SEARCH_EVERY_S)))
        if period != self._period and len(self.tracks) < self._most:
            rest = self._rest(view)
            self._add(self._search(rest), view, rest)
        self._period = period
        if self._wanted is not None:
            self._put_first(view, *self._wanted)
            self._wanted = None
        self.seen = len(self.tracks)

    def _follow_all(self, view: View) -> None:
        """Everybody a picture on; of two who are one body now, who leapt is looked for beside the other."""
        before = {track.person: track for track in self.tracks}
        self.tracks = [deepcopy(track) for track in self.tracks]  # who is looked for again begins where they were
        here = [track for track in self.tracks if track.follow(view)]
        kept: dict[int, Track] = {}
        for track in sorted(here, key=lambda t: _leap(t, before[t.person].sighting)):
            found: Track | None = track
            if _is_among(track, kept.values()):
                found = self._beside(before[track.person], list(kept.values()), view)
            if found is not None:
                kept[track.person] = found
        self._lost += [_Lost(track.roi, view.time_s) for number, track in before.items() if number not in kept]
        self.tracks = [kept[number] for number in before if number in kept]

    @staticmethod
    def _beside(track: Track, others: Sequence[Track], view: View) -> Track | None:
        """Somebody looked for with the others painted over; None where nobody else is seen."""
        rest = view.showing(painted_over(view.image, (o.sighting for o in others if o.sighting is not None)))
        if not track.follow(rest) or track.sighting is None or track.sighting.quality < LEAST_QUALITY:
            return None
        return None if _is_among(track, others) else track

    def _rest(self, view: View) -> View:
        """The picture without those who are followed."""
        return view.showing(painted_over(view.image, (t.sighting for t in self.tracks if t.sighting is not None)))

    def _search(self, rest: View) -> list[Detection]:
        """Newcomers, the most likely first: in the whole picture, where people were lost, in a part of the picture."""
        squares = windows(*rest.size)
        square = squares[self._next_window % len(squares)]
        self._next_window += 1
        found = [*rest.everyone(), *rest.find_in(square)]
        for lost in self._lost:
            found += rest.near(lost.roi)
        return sorted(found, key=lambda d: -d.score * prominence(d.roi, rest.whole))

    def _add(self, found: Sequence[Detection], view: View, rest: View) -> None:
        """Follow those who are really there and not followed yet; what was found twice is tried once."""
        tried: list[Roi] = []
        for detection in found:
            roi = detection.roi
            if len(self.tracks) >= self._most or len(tried) >= _MOST_TRIES:
                return
            if detection.score < LEAST_SCORE or any(roi.distance(o) < _ASIDE * min(roi.size, o.size) for o in tried):
                continue
            tried.append(roi)
            self._try(roi, view, rest)

    def _try(self, roi: Roi, view: View, rest: View) -> Track | None:
        """Somebody new in a region; None where there is nobody, or somebody who is followed already."""
        if any(roi.distance(track.roi) < _ASIDE * min(roi.size, track.roi.size) for track in self.tracks):
            return None
        track = self._seen_in(view, roi) or self._seen_in(rest, roi)
        if track is None:
            return None
        self._next_number += 1
        self.tracks.append(track)
        self._lost = [lost for lost in self._lost if lost.roi.distance(roi) > roi.size / 2]
        return track

    def _seen_in(self, view: View, roi: Roi) -> Track | None:
        """Somebody new in a picture; one look is mostly enough to know that there is nobody."""
        first = view.look(roi)
        if not shows_somebody(first, view.size) or first.quality < _LEAST_AT_FIRST:
            return None
        if any(o.sighting is not None and same_body(first, o.sighting) for o in self.tracks):
            return None
        track = Track(self._next_number, roi, view.time_s)
        if not track.follow(view) or track.sighting is None or track.sighting.quality < LEAST_QUALITY:
            return None
        return None if _is_among(track, self.tracks) else track

    def _put_first(self, view: View, x: float, y: float) -> None:
        """The person at a point before all others; looked for there, when nobody followed is."""
        width, height = view.size
        point = Roi(x * width, y * height, 1.0, 0.0)
        here = [track for track in self.tracks if _holds(track, point)] or self._found_around(point, view)
        if here:
            first = min(here, key=lambda track: point.distance(track.roi) / track.roi.size)
            self.tracks = [first, *(t for t in self.tracks if t is not first)][: self._most]

    def _found_around(self, point: Roi, view: View) -> list[Track]:
        """Newcomers at a point, looked for closer and closer."""
        side, rest = _TOLD_ROOM * min(view.size), self._rest(view)
        for room in (side, side / 2, side / 4):
            found = [self._try(d.roi, view, rest) for d in rest.find_in(Roi(point.x, point.y, room, 0.0))]
            here = [track for track in found if track is not None and _holds(track, point)]
            if here:
                return here
        return []


def _leap(track: Track, before: Sighting | None) -> float:
    """How far the joints went since the picture before, as a share of the region's size."""
    return np.inf if before is None or track.sighting is None else _apart(track.sighting, before)


def _is_among(track: Track, others: Iterable[Track]) -> bool:
    """Whether a sighting shows the body of one of the others."""
    mine = track.sighting
    return mine is not None and any(o.sighting is not None and same_body(mine, o.sighting) for o in others)


def _holds(track: Track, point: Roi) -> bool:
    """Whether a point lies on a body, or close to it."""
    if track.sighting is None:
        return False
    body = track.sighting.points[BODY, :2]
    edge = 0.05 * track.roi.size
    low, high = body.min(axis=0) - edge, body.max(axis=0) + edge
    return bool(low[0] <= point.x <= high[0] and low[1] <= point.y <= high[1])
