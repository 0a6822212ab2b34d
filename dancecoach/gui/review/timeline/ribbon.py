"""The ribbon that says how well the body was seen: high where its joints are clear, a mark where nobody is."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from dancecoach.gui.review.timeline.phase_lane import LaneView
from dancecoach.gui.widgets.time_axis import LEFT, TimeAxis
from dancecoach.pose.track import PoseTrack

_FILL = 0.6
"""How strong the accent is under the ribbon's edge."""


def clearness(track: PoseTrack) -> NDArray[np.float32]:
    """(T,) mean visibility of the joints, 0 to 1; NaN where nobody was found."""
    mean = track.visibility.mean(axis=1, dtype=np.float32)
    return np.asarray(np.where(track.found, mean, np.float32(np.nan)))


def per_pixel(values: NDArray[np.float32], times: NDArray[np.float64], axis: TimeAxis) -> NDArray[np.float32]:
    """(W,) the least value that a pixel stands for: one frame without a person is seen in an hour.

    Args:
        values: (T,) by frame.
        times: (T,) seconds of each frame.
        axis: the scale of time; W are its logical pixels.
    """
    count = max(1, round(axis.room))
    edges = axis.begin_s + np.arange(count + 1) / count * axis.span_s
    first = np.clip(np.searchsorted(times, edges, side="right") - 1, 0, len(times) - 1)
    # Of a run of equal starts each takes that one frame; the last pixel does not go on to the end of the clip.
    return np.asarray(np.minimum.reduceat(values, first)[:count])


def paint_ribbon(painter: QPainter, values: NDArray[np.float32], view: LaneView, lane: QRectF) -> None:
    """Draw the ribbon.

    Args:
        painter: active.
        values: (T,) as `clearness` gives them.
        view: how.
        lane: where.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(view.look.border))
    painter.drawRoundedRect(lane, 3, 3)
    if not len(values):
        return
    height = max(1, round(lane.height()))
    shown = per_pixel(values, view.times[: len(values)], view.axis)
    level = np.nan_to_num(shown, nan=0.0)
    rows = 1 - (np.arange(height) + 0.5) / height
    fill, missing = QColor(view.look.accent), QColor(view.look.warning)
    fill.setAlphaF(_FILL)
    image = np.where(rows[:, None] <= np.maximum(level, 1.2 / height)[None], np.uint32(fill.rgba()), np.uint32(0))
    image[:, np.isnan(shown)] = 0
    image[height // 3 : height - height // 3, np.isnan(shown)] = np.uint32(missing.rgba())
    image = np.ascontiguousarray(image.astype(np.uint32))
    picture = QImage(image.data, image.shape[1], height, 4 * image.shape[1], QImage.Format.Format_ARGB32)
    painter.drawImage(QRectF(LEFT, lane.y(), image.shape[1], lane.height()), picture)
