"""What is known of the clip: facts, how far the analysis is, skills and style, the angles of this frame, the sheet."""

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dancecoach.gui.review.model import AnalysisState, ReviewModel
from dancecoach.gui.review.skills.recognised import Recognised
from dancecoach.gui.review.skills.sheet_view import SheetView, Told
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.gui.widgets.parts import label, progress_bar, show_fraction, tip
from dancecoach.gui.widgets.readout import Readout
from dancecoach.gui.widgets.time_axis import clock_text

#: Of what stands beside the picture, logical pixels.
WIDTH = 284
JOINTS = ("knee", "hip", "ankle", "shoulder", "elbow")


class Sidebar(QScrollArea):
    """Beside the picture.

    Signals:
        analyse: the person wants the clip analysed.
        cancel: the person wants the analysis stopped.
        seeked: the person asks for a frame index.
    """

    analyse = Signal()
    cancel = Signal()
    seeked = Signal(int)

    def __init__(self, model: ReviewModel, settings: SettingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("sidebar")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("bar")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 14, 14)
        column.setSpacing(6)
        self._build_clip(column)
        self._build_body(column)
        self.recognised = Recognised(model, settings)
        self.recognised.skills.chosen.connect(self.seeked)
        column.addWidget(self.recognised)
        self._build_angles(column)
        self.sheet = SheetView(model)
        column.addWidget(self.sheet)
        column.addStretch(1)
        self.setWidget(inner)
        model.state_changed.connect(self._show_state)
        model.playhead_changed.connect(self._show_angles)
        model.findings_changed.connect(lambda: self._show_angles(model.playhead))
        self._show_state()
        self._show_angles(0)

    def _build_clip(self, column: QVBoxLayout) -> None:
        column.addWidget(label(self.tr("CLIP"), "section"))
        self.name = label(role="heading", wrap=True)
        self.facts = label(role="muted", wrap=True)
        column.addWidget(self.name)
        column.addWidget(self.facts)
        column.addSpacing(12)

    def _build_body(self, column: QVBoxLayout) -> None:
        column.addWidget(label(self.tr("BODY"), "section"))
        self.body = label(wrap=True)
        self.progress = progress_bar()
        self.progress.setAccessibleName(self.tr("Progress of the analysis"))
        self.warnings = label(role="warning", wrap=True)
        self.analyse_button = QPushButton(self.tr("Analyse"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.analyse_button.clicked.connect(self.analyse)
        self.cancel_button.clicked.connect(self.cancel)
        column.addWidget(self.body)
        column.addWidget(self.progress)
        row = QHBoxLayout()
        row.addWidget(self.analyse_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.warnings)
        column.addSpacing(12)

    def _build_angles(self, column: QVBoxLayout) -> None:
        self.angles = QWidget()
        grid = QGridLayout(self.angles)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.addWidget(label(self.tr("ANGLES NOW"), "section"), 0, 0)
        self._cells: dict[str, Readout] = {}
        for col, (side, text) in enumerate((("left", self.tr("left")), ("right", self.tr("right"))), start=1):
            head = label(text)
            head.setProperty("side", side)
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(head, 0, col)
            for row, joint in enumerate(JOINTS, start=1):
                cell = Readout("180°")
                cell.setToolTip(self.tr("– where it cannot be told"))
                cell.setAccessibleName(f"{text} {self._joint(joint)}")
                grid.addWidget(cell, row, col, Qt.AlignmentFlag.AlignRight)
                self._cells[f"{side}_{joint}"] = cell
        for row, joint in enumerate(JOINTS, start=1):
            grid.addWidget(label(self._joint(joint), "muted"), row, 0)
        grid.setColumnStretch(0, 1)
        column.addWidget(self.angles)

    def _joint(self, joint: str) -> str:
        return {
            "knee": self.tr("Knee"),
            "hip": self.tr("Hip"),
            "ankle": self.tr("Ankle"),
            "shoulder": self.tr("Shoulder"),
            "elbow": self.tr("Elbow"),
        }[joint]

    # Showing

    def tell_sheets(self, told: Told) -> None:
        """Let the sheets of the skills be told otherwise, such as with distances in metres."""
        self.recognised.skills.tell_sheets(told)
        self.sheet.tell_sheets(told)

    def tell_sheets_anew(self) -> None:
        """What the sheets say has changed."""
        self.recognised.skills.tell_anew()
        self.sheet.show_sheet()

    def _show_state(self) -> None:
        model = self._model
        self.name.setText(model.path.name if model.path else "")
        self.name.setToolTip(tip(str(model.path or "")))
        self.facts.setText(self._facts())
        running = model.analysis_state is AnalysisState.RUNNING
        self.body.setText(self._body())
        self.progress.setVisible(running)
        self.cancel_button.setVisible(running)
        self.analyse_button.setVisible(
            model.analysis_state in (AnalysisState.NONE, AnalysisState.CANCELLED, AnalysisState.FAILED)
        )
        self.analyse_button.setEnabled(model.ready)
        if running:
            show_fraction(self.progress, model.progress.fraction if model.progress else None)
        found = model.findings
        notes = found.analysis.warnings if found else ()
        self.warnings.setText("\n\n".join(notes))
        self.warnings.setVisible(bool(notes))
        self.angles.setVisible(found is not None)

    def _facts(self) -> str:
        info = self._model.info
        if info is None:
            return ""
        size = f"{info.width} × {info.height}"
        if info.frames == 1:
            return "\n".join((size, self.tr("a single picture")))
        rate = self.tr("{:.4g} frames per second").format(info.mean_fps)
        if info.variable_frame_rate:
            rate = self.tr("{:.4g} frames per second on average, varying").format(info.mean_fps)
        length = self.tr("{} · {} frames").format(clock_text(info.duration_s, 1), info.frames)
        return "\n".join((size, length, rate))

    def _body(self) -> str:
        model = self._model
        if model.analysis_state is AnalysisState.RUNNING:
            if model.progress is None:
                return self.tr("Getting ready …")
            share = model.progress.fraction
            stage = model.progress.stage
            stage = stage[:1].upper() + stage[1:]
            return stage + (f" … {share:.0%}" if share is not None else " …")
        if model.findings is not None:
            analysis = model.findings.analysis
            seen = self.tr("Seen in {:.0%} of the frames").format(analysis.track.found_fraction)
            if not analysis.model:
                return self.tr("{}\nLandmarks as given in the file").format(seen)
            return f"{seen}\n{analysis.engine} {analysis.model}"
        return {
            AnalysisState.CANCELLED: self.tr("Stopped. The clip can be played without."),
            AnalysisState.FAILED: self.tr("The body could not be looked for: {}").format(model.error),
        }.get(model.analysis_state, self.tr("Not looked for yet."))

    def _show_angles(self, index: int) -> None:
        found = self._model.findings
        for name, cell in self._cells.items():
            values = None if found is None else found.angles.get(name)
            known = values is not None and index < len(values) and bool(np.isfinite(values[index]))
            cell.set_text(f"{values[index]:.0f}°" if known and values is not None else "–")
