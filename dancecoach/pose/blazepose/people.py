"""Everybody in the picture: one person followed, others followed too or only counted."""

from collections.abc import Iterable, Sequence

import numpy as np

from dancecoach.pose.blazepose.detector import Detection
from dancecoach.pose.blazepose.painted import painted_over
from dancecoach.pose.blazepose.roi import Roi
from dancecoach.pose.blazepose.search import Search
from dancecoach.pose.blazepose.tracker import Track
from dancecoach.pose.blazepose.view import View

COUNT_EVERY_S = 1.0
"""Others are looked for so often. Tied to the clip's own clock, so that a clip analysed in parts is counted alike."""

_CLAIM = 0.3
"""The detection nearest to a followed person, within this share of the larger region, is that person: in flight the
detector puts the hips up to a quarter of the region away."""

_APART = 0.08
"""Two regions whose centres are nearer than this share of the larger one hold one person; two people beside one
another are 0.09 and more apart."""

_RETURN_S = 1.0
"""A person who comes back within this time, near where they were lost, keeps the number."""

_ACROSS, _ALONG = 0.2, 0.45
"""How far from the middle of its region a body reaches, as shares of the region's side."""

_CLOSER, _SURE = (1.5, 0.75, 0.4), 0.6
"""Windows around a point, as shares of the picture's shorter side, and the score of somebody who is really there."""


def _offset(a: Roi, b: Roi) -> float:
    """Distance of two regions as a share of the larger."""
    return a.distance(b) / max(a.size, b.size)


def unclaimed(found: Sequence[Roi], known: Iterable[Roi]) -> list[Roi]:
    """The regions found that hold none of the people known.

    Args:
        found: from the detector, best first.
        known: of the people followed; each claims the nearest of those found.
    """
    left = list(found)
    for person in known:
        nearest = min(left, key=lambda r: _offset(r, person), default=None)
        if nearest is not None and _offset(nearest, person) < _CLAIM:
            left.remove(nearest)
        left = [r for r in left if _offset(r, person) >= _APART]
    return left


def prominence(roi: Roi, whole: Roi) -> float:
    """How much a person is the one meant: large and in the middle.

    Args:
        roi: the person's region.
        whole: the square around the picture.
    """
    off = roi.distance(whole) / whole.size
    return roi.size / whole.size * (1 - min(off, 0.5))


class People:
    """The people followed through a clip.

    Attributes:
        tracks: the followed person first.
        seen: people in the picture when it was last searched, at least as many as are followed.
    """

    def __init__(self, most: int) -> None:
        """Follow at most so many people."""
        self.tracks: list[Track] = []
        self.seen = 0
        self._most = most
        self._next_number = 0
        self._wanted: tuple[float, float] | None = None
        self._period: int | None = None
        self._lost: tuple[Track, float] | None = None
        self._search = Search()

    def follow_at(self, x: float, y: float) -> None:
        """Follow the person nearest to a point, given as shares of the picture's width and height."""
        self._wanted = (x, y)

    def hold(self, time_s: float) -> None:
        """Let time pass while the picture repeats."""
        for track in self.tracks:
            track.hold(time_s)

    def update(self, view: View) -> None:
        """Take in the next picture."""
        if self._wanted is not None:
            self._choose(view, *self._wanted)
            self._wanted = None
        self._follow_all(view)
        self._add_new(view)
        self._count(view)

    def _follow_all(self, view: View) -> None:
        first = self.tracks[0] if self.tracks else None
        kept: list[Track] = []
        for track in self.tracks:
            if not track.follow(view):
                if track is first:
                    self._lost = (track, view.time_s)
            elif not any(_offset(track.roi, other.roi) < _APART for other in kept):
                kept.append(track)
        self.tracks = kept

    def _add_new(self, view: View) -> None:
        """Start following whoever the detector sees, when nobody is followed or more may be."""
        period = int(np.floor(view.time_s / COUNT_EVERY_S))
        due = period != self._period
        self._period = period
        if self.tracks and not due:
            return
        found = view.everyone() if self.tracks else self._search_for_one(view)
        new = self._others(found)
        for roi in sorted(new, key=lambda r: -self._claim(r, view)):
            if len(self.tracks) >= self._most:
                break
            track = Track(self._number_for(roi, view.time_s), roi, view.time_s)
            if track.follow(view):
                self.tracks.append(track)

    def _search_for_one(self, view: View) -> list[Detection]:
        """People to follow when there is nobody: where the last one was lost, then anywhere."""
        if self._lost is not None and view.time_s - self._lost[1] <= _RETURN_S:
            near = view.near(self._lost[0].roi)
            if near:
                return near
        return self._search.find(view)

    def _count(self, view: View) -> None:
        if view.has_searched:
            others = self._others(view.everyone())
            self.seen = len(self.tracks) + len(others)
        self.seen = max(self.seen, len(self.tracks)) if self.tracks else 0

    def _others(self, found: Iterable[Detection]) -> list[Roi]:
        return unclaimed([d.roi for d in found], [t.roi for t in self.tracks])

    def _claim(self, roi: Roi, view: View) -> float:
        """Who is to be followed first: the one lost a moment ago, then the most prominent."""
        back = 10.0 if self._is_back(roi, view.time_s) else 0.0
        return back + prominence(roi, view.whole)

    def _is_back(self, roi: Roi, time_s: float) -> bool:
        if self._lost is None or time_s - self._lost[1] > _RETURN_S:
            return False
        return self._lost[0].roi.distance(roi) < max(self._lost[0].roi.size, roi.size)

    def _number_for(self, roi: Roi, time_s: float) -> int:
        if self._lost is not None and self._is_back(roi, time_s):
            number = self._lost[0].person
            self._lost = None
            return number
        self._next_number += 1
        return self._next_number - 1

    def _choose(self, view: View, x: float, y: float) -> None:
        """Put the person nearest to a point first, following them anew if need be."""
        width, height = view.size
        point = Roi(x * width, y * height, 1.0, 0.0)
        known = {id(t): t.roi for t in self.tracks}
        candidates: list[tuple[float, Track | Roi]] = [
            (point.distance(known[id(t)]) / known[id(t)].size, t) for t in self.tracks
        ]
        candidates += [(point.distance(r) / r.size, r) for r in self._others(view.everyone())]
        if not candidates:
            return
        _, chosen = min(candidates, key=lambda c: c[0])
        if not _reaches(chosen if isinstance(chosen, Roi) else chosen.roi, point):
            chosen = self._around(view, point) or chosen
        if isinstance(chosen, Roi):
            chosen = Track(self._number_for(chosen, view.time_s), chosen, view.time_s)
        self.tracks = [chosen, *(t for t in self.tracks if t is not chosen)][: self._most]

    def _around(self, view: View, point: Roi) -> Roi | None:
        """Somebody at a point whom the detector does not see beside the others, looked for closer and closer."""
        known = (track.sighting for track in self.tracks)
        rest = view.showing(painted_over(view.image, (sighting for sighting in known if sighting is not None)))
        for share in _CLOSER:
            found = rest.find_in(Roi(point.x, point.y, share * min(view.size), 0.0))
            here = [d for d in found if d.score >= _SURE and _reaches(d.roi, point)]
            if here:
                return max(here, key=lambda d: d.score).roi
        return None


def _reaches(roi: Roi, point: Roi) -> bool:
    """Whether a point can lie on the body in a region."""
    across, along = np.abs(roi.points_from_image(np.array([(point.x, point.y)]))[0] - 0.5)
    return bool(across <= _ACROSS and along <= _ALONG)
