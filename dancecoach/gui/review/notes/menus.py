"""Menus of the time line: what can be done where the mouse is, and who corrects."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.review.notes.commands import label_id
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.motion.phases import PHASES
from dancecoach.notes.phase_track import UNLABELLED

_PHASES = tuple(label_id(phase) for phase in (*PHASES, UNLABELLED))
_BOUNDARIES = ("review.split", "review.merge_next", "review.begin_here", "review.end_here")
_WHOLE = ("review.label", "review.copy_phases", "review.clear_phases")
_MARKS = ("review.key_frame", "review.key_note")
_STRETCH = ("review.loop_phase", "review.time_closer", "review.time_farther", "review.time_whole")
_FILES = ("review.export_labels", "review.export_table", "review.import_labels")


def tr(text: str) -> str:
    """Translate a text of these menus."""
    return QCoreApplication.translate("NoteMenus", text)


def timeline_menu(commands: CommandTable, session: NotesSession, parent: QWidget, *, marks_first: bool) -> QMenu:
    """What can be done at the playhead.

    Args:
        commands: the table.
        session: has the annotators.
        parent: owner.
        marks_first: whether the mouse is among the key frames.
    """
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    groups: Sequence[Sequence[str]] = (_PHASES, _BOUNDARIES, _WHOLE, _MARKS, _STRETCH, _FILES)
    if marks_first:
        groups = (_MARKS, ("review.previous_key_frame", "review.next_key_frame"), _STRETCH)
    for group in groups:
        for command_id in group:
            menu.addAction(commands.action(command_id))
        if group is _WHOLE:
            people = annotator_menu(commands, session, menu)
            people.setTitle(tr("Annotator"))
            menu.addMenu(people)
        menu.addSeparator()
    return menu


def annotator_menu(commands: CommandTable, session: NotesSession, parent: QWidget) -> QMenu:
    """Who corrects the phases: one of those there are, or another."""
    menu = QMenu(parent)
    there = session.notes.annotators if session.notes is not None else ()
    current = session.annotator
    for name in there if current in there else (*there, current):
        action = menu.addAction(name.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(name == current)
        action.triggered.connect(lambda _checked=False, name=name: session.choose_annotator(name))
    menu.addSeparator()
    for command_id in ("review.add_annotator", "review.rename_annotator", "review.remove_annotator"):
        menu.addAction(commands.action(command_id))
    return menu
