"""What the networks made of the clip: its skills and its style, the one that matters more first."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dancecoach.coaching.subject import is_about_dance, is_dance_named
from dancecoach.gui.guesses import UNKNOWN, shares_text, style_text
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.skills.skill_list import SkillList
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.gui.widgets.parts import label
from dancecoach.notes.phase_track import MODEL
from dancecoach.resources import assets_folder


class Recognised(QWidget):
    """Skills and style; hidden as long as there is no analysis, because the body's section says why."""

    def __init__(self, model: ReviewModel, settings: SettingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._settings = model, settings
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.skills = SkillList(model)
        self.no_skills = label(role="muted", wrap=True)
        self.author = label(role="muted", wrap=True)
        self.style_name = label(role="heading", wrap=True)
        self.style_note = label(role="muted", wrap=True)
        self._sections = {
            "skills": self._section(self.tr("SKILLS"), self.author, self.skills, self.no_skills),
            "style": self._section(self.tr("STYLE"), self.style_name, self.style_note),
        }
        model.findings_changed.connect(self._show)
        settings.changed.connect(self._show_subject)
        self._show()

    def _section(self, title: str, *parts: QWidget) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 14)
        column.setSpacing(6)
        column.addWidget(label(title, "section"))
        for part in parts:
            column.addWidget(part)
        return made

    def _arrange(self, *, dance: bool) -> None:
        """What the clip is about comes first."""
        order = ("style", "skills") if dance else ("skills", "style")
        for row, name in enumerate(order):
            self._column.removeWidget(self._sections[name])
            self._column.insertWidget(row, self._sections[name])

    def _show(self) -> None:
        self.setVisible(self._model.findings is not None)
        self._show_skills()
        self._show_subject()

    def _show_subject(self) -> None:
        """What follows from what the clip is about: the order, and whether a dance is named."""
        self._arrange(dance=is_about_dance(self._settings.current.activity, self._model.skills))
        self._show_style()

    def _show_skills(self) -> None:
        findings, skills = self._model.findings, self._model.skills
        self.skills.setVisible(bool(skills))
        self.no_skills.setVisible(not skills)
        self.skills.fill()
        if findings is None or not findings.analysis.phases:
            self.no_skills.setText(self.tr("No phases are known, so no skill could be measured."))
        else:
            self.no_skills.setText(self.tr("No skill in this clip."))
        self._show_author()
        author = findings.analysis.phase_model if findings is not None else ""
        self._sections["skills"].setToolTip(self.tr("Phases: {}").format(author) if author else self._where())

    def _show_author(self) -> None:
        """By whose phases the skills are measured, where it is a person."""
        phases = self._model.segments
        by_hand = bool(phases) and bool(phases[0].author) and not phases[0].author.startswith(MODEL)
        self.author.setVisible(by_hand)
        self.author.setText(self.tr("Measured by the phases of {}.").format(phases[0].author) if by_hand else "")

    def _show_style(self) -> None:
        style = self._model.findings.analysis.style if self._model.findings is not None else None
        self.style_name.setVisible(style is not None)
        if style is None:
            self.style_note.setText(self.tr("Not known for this clip."))
            self.style_note.setVisible(True)
            self._sections["style"].setToolTip(self._where())
            return
        activity, skills = self._settings.current.activity, self._model.skills
        dance = is_about_dance(activity, skills)
        named = is_dance_named(style, activity=activity, skills=skills, phases=self._model.segments)
        self.style_name.setText(style_text(style) if named or dance else self.tr("No dance of those known"))
        self.style_note.setText(self.tr("It resembles none of the dances that the network knows."))
        self.style_note.setVisible(dance and style.label == UNKNOWN)
        self._sections["style"].setToolTip(f"{shares_text(style.probabilities)}\n{style.model}")

    def _where(self) -> str:
        """What helps somebody who looks for a network that is missing."""
        return self.tr("The networks are looked for in {}").format(assets_folder() / "models")
