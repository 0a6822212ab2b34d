"""What a coach drew onto a clip, drawn into its pictures."""

import numpy as np

from dancecoach.notes.drawing import Drawing
from dancecoach.palette import bgr
from dancecoach.report.figures import Disc, Figure, Lines, Patch, Scene, Words, figures_of
from dancecoach.report.letters import write_text
from dancecoach.report.strokes import Stroke
from dancecoach.report.surface import Colour, Surface

__all__ = ["Scene", "draw_drawing"]


def draw_drawing(on: Surface, drawing: Drawing, frame: int, scene: Scene) -> None:
    """Draw a drawing as it is seen at a frame onto its picture."""
    opacity = drawing.opacity_at(frame)
    if opacity <= 0.0:
        return
    if opacity < 1.0:
        with on.faded(opacity) as faded:
            _draw_all(faded, drawing, frame, scene)
    else:
        _draw_all(on, drawing, frame, scene)


def _draw_all(on: Surface, drawing: Drawing, frame: int, scene: Scene) -> None:
    for figure in figures_of(drawing, frame, on.size, scene):
        _draw(on, figure, bgr(drawing.colour))


def _draw(on: Surface, figure: Figure, colour: Colour) -> None:
    if isinstance(figure, Lines):
        Stroke(colour, figure.width).lines(on, figure.ways, closed=figure.closed)
    elif isinstance(figure, Disc):
        Stroke(colour, 1).disc(on, figure.centre, figure.radius)
    elif isinstance(figure, Patch):
        Stroke(colour, 1).patch(on, np.asarray(figure.corners))
    elif isinstance(figure, Words):
        write_text(on, figure.text, figure.at, height=figure.height, colour=colour, anchor=figure.anchor)
