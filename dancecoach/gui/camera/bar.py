"""The bar above a camera's picture."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from dancecoach.gui.widgets.named import as_bar, label, tool_button

CLIP_AS_CAMERA = "clip"
"""Stands in the chooser for "ask for a clip"."""


class CameraBar(QWidget):
    """Which camera, which network, how it is shown.

    Signals:
        chosen: spec of the camera the person chose, or `CLIP_AS_CAMERA`.
        refresh: look for cameras again.
        pose_model_chosen: "lite" or "full".
    """

    chosen = Signal(str)
    refresh = Signal()
    pose_model_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cameras = QComboBox()
        self.cameras.setObjectName("cameras")
        self.cameras.setPlaceholderText(self.tr("Choose a camera"))
        self.cameras.setAccessibleName(self.tr("Camera"))
        self.cameras.setMinimumContentsLength(22)
        self.cameras.activated.connect(self._choose)
        self.look_again = tool_button("lookAgain", "", self.tr("Look for cameras again"), icon="refresh")
        self.look_again.clicked.connect(self.refresh)
        self.size_label = label("muted", self.tr("Picture size and rate"))
        self.models = QComboBox()
        self.models.setObjectName("poseModel")
        self.models.setAccessibleName(self.tr("Pose network"))
        self.models.setToolTip(self.tr("Lite is faster, full is more exact"))
        self.models.addItem(self.tr("Lite"), "lite")
        self.models.addItem(self.tr("Full"), "full")
        self.models.activated.connect(lambda row: self.pose_model_chosen.emit(self.models.itemData(row)))
        self.mirror = tool_button("mirror", self.tr("Mirror"), icon="mirror", checkable=True)
        self.overlay = tool_button("overlay", self.tr("Skeleton"), icon="overlay", checkable=True)
        as_bar(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        for widget in (self.cameras, self.look_again, self.size_label):
            layout.addWidget(widget)
        layout.addStretch(1)
        for widget in (self.models, self.mirror, self.overlay):
            layout.addWidget(widget)
        self.show_cameras([])

    def show_cameras(self, cameras: Sequence[tuple[str, str]]) -> None:
        """Offer these cameras as (spec, name), and a clip as one more; what is chosen stays chosen.

        A clip that is chosen now stays in the list.
        """
        chosen, name = self.cameras.currentData(), self.cameras.currentText()
        with QSignalBlocker(self.cameras):
            self.cameras.clear()
            for spec, camera in cameras:
                self.cameras.addItem(camera, spec)
            self.cameras.addItem(self.tr("A clip as camera…"), CLIP_AS_CAMERA)
            self.cameras.setCurrentIndex(-1)
        if chosen is not None:
            self.show_chosen(chosen, name)

    def show_chosen(self, spec: str | None, name: str = "") -> None:
        """Mark the camera of that spec as the one in use; add it under ``name`` when it is not in the list."""
        with QSignalBlocker(self.cameras):
            row = -1 if spec is None else self.cameras.findData(spec)
            if row < 0 and spec is not None:
                row = self.cameras.count() - 1
                self.cameras.insertItem(row, name, spec)
            self.cameras.setCurrentIndex(row)

    def show_pose_model(self, model: str) -> None:
        """Mark the network in use, "lite" or "full"."""
        self.models.setCurrentIndex(self.models.findData(model))

    def name_of(self, spec: str) -> str:
        """The name the chooser has for a camera."""
        row = self.cameras.findData(spec)
        return self.cameras.itemText(row) if row >= 0 else spec

    def _choose(self, row: int) -> None:
        self.chosen.emit(self.cameras.itemData(row))
