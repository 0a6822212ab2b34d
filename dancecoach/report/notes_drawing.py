"""What a coach drew onto a clip, drawn into its pictures."""

import cv2
import numpy as np

from dancecoach.notes.drawing import Drawing
from dancecoach.palette import bgr
from dancecoach.report.figures import Disc, Figure, Lines, Patch, Scene, Words, figures_of
from dancecoach.report.letters import Colour, write_text
from dancecoach.report.strokes import Stroke
from dancecoach.video.frame import Image

__all__ = ["Scene", "draw_drawing"]


def draw_drawing(image: Image, drawing: Drawing, frame: int, scene: Scene) -> None:
    """Draw a drawing as it is seen at a frame onto its picture, in place."""
    opacity = drawing.opacity_at(frame)
    if opacity <= 0.0:
        return
    canvas = image if opacity >= 1.0 else image.copy()
    height, width = image.shape[:2]
    for figure in figures_of(drawing, frame, (width, height), scene):
        _draw(canvas, figure, bgr(drawing.colour))
    if canvas is not image:
        cv2.addWeighted(canvas, opacity, image, 1.0 - opacity, 0.0, dst=image)


def _draw(image: Image, figure: Figure, colour: Colour) -> None:
    if isinstance(figure, Lines):
        Stroke(colour, figure.width).lines(image, figure.ways, closed=figure.closed)
    elif isinstance(figure, Disc):
        Stroke(colour, 1).disc(image, figure.centre, figure.radius)
    elif isinstance(figure, Patch):
        Stroke(colour, 1).patch(image, np.asarray(figure.corners))
    elif isinstance(figure, Words):
        write_text(image, figure.text, figure.at, height=figure.height, colour=colour, anchor=figure.anchor)
