"""What the person can write onto a clip, as data: phases, key frames, label files."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command
from dancecoach.gui.phase_look import phase_word
from dancecoach.gui.review.notes.phase_editor import LABEL_MODE
from dancecoach.motion.phases import PHASES
from dancecoach.notes.phase_track import UNLABELLED

if TYPE_CHECKING:
    from dancecoach.gui.review.notes.desk import NotesDesk

PAGE = "review"
PHASE_KEYS = dict(zip(PHASES, ("I", "T", "S", "L"), strict=True))


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("NoteCommands", text)


def label_id(phase: str) -> str:
    """Id of the command that names the segment at the playhead a phase."""
    return f"review.label_{phase.replace('-', '')}"


def note_commands(desk: "NotesDesk") -> Sequence[Command]:
    """The table."""
    return (*_label_commands(desk), *_phase_commands(desk), *_key_frame_commands(desk), *_file_commands(desk))


def _command(command_id: str, title: str, do: Callable[[], object], *keys: str, **more: object) -> Command:
    values = {"menu": tr("&Notes"), "page": PAGE} | more
    return Command(f"review.{command_id}", title, do, keys, **values)  # type: ignore[arg-type]


def _label_commands(desk: "NotesDesk") -> Sequence[Command]:
    editor, session = desk.editor, desk.session

    def editable() -> bool:
        return session.editable

    def name(phase: str) -> Command:
        key = PHASE_KEYS.get(phase, "U")
        word = tr("not labelled") if phase == UNLABELLED else phase_word(phase)
        command_id = label_id(phase).removeprefix("review.")
        return _command(
            command_id, tr("This phase: {}").format(word), lambda: editor.relabel(phase), key, mode=LABEL_MODE,
            enabled=editable, hint=tr("The segment at the playhead is “{}”").format(word),
        )  # fmt: skip

    return (
        _command(
            "label", tr("Correct the phases by keys"), lambda: editor.set_labelling(not editor.labelling), "C",
            enabled=editable, checked=lambda: editor.labelling,
            hint=tr("I, T, S and L then name the phase at the playhead; L is no longer “play forwards”"),
        ),
        *(name(phase) for phase in (*PHASES, UNLABELLED)),
    )  # fmt: skip


def _phase_commands(desk: "NotesDesk") -> Sequence[Command]:
    editor, session = desk.editor, desk.session

    def editable() -> bool:
        return session.editable

    def corrected() -> bool:
        return session.editable and session.track is not None

    edit = {"enabled": editable}
    return (
        _command("split", tr("Split the phase here"), editor.split, "X", **edit),
        _command("merge_next", tr("Join with the next phase"), editor.merge_next, "Shift+X", **edit),
        _command("begin_here", tr("The phase begins here"), editor.begin_here, "[", **edit),
        _command("end_here", tr("The phase ends here"), editor.end_here, "]", **edit),
        _command("clear_phases", tr("Take all labels away"), editor.clear, enabled=corrected),
        _command(
            "copy_phases", tr("Begin anew from the network’s phases"), editor.copy_from_network,
            enabled=lambda: session.editable and bool(editor.from_network),
        ),
        _command(
            "annotator", tr("Annotator …"), desk.choose_annotator,
            enabled=lambda: session.notes is not None,
            hint=tr("Whose phases are corrected and followed"),
        ),
        _command("add_annotator", tr("Add an annotator …"), desk.ask_new_annotator, **edit),
        _command("rename_annotator", tr("Rename the annotator …"), desk.ask_annotator_name, **edit),
        _command("remove_annotator", tr("Take the annotator’s phases away"), editor.remove, enabled=corrected),
    )  # fmt: skip


def _key_frame_commands(desk: "NotesDesk") -> Sequence[Command]:
    keys, session, model = desk.key_frames, desk.session, desk.model

    def editable() -> bool:
        return session.editable

    def some() -> bool:
        return session.notes is not None and len(session.notes.key_frames) > 0

    def marked() -> bool:
        return keys.here is not None

    go = {"enabled": some, "repeats": True}
    return (
        _command("key_frame", tr("Key frame"), keys.toggle, "N", enabled=editable, checked=marked),
        _command("key_note", tr("Write a note here"), desk.write_note, "Shift+N", enabled=editable),
        _command("previous_key_frame", tr("To the previous key frame"), lambda: keys.go(-1), "PgUp", **go),
        _command("next_key_frame", tr("To the next key frame"), lambda: keys.go(1), "PgDown", **go),
        _command("show_notes", tr("Show the notes"), desk.panel_wanted.emit, "Shift+C", enabled=lambda: model.ready),
    )


def _file_commands(desk: "NotesDesk") -> Sequence[Command]:
    files, session = desk.files, desk.session

    def labelled() -> bool:
        return session.notes is not None and bool(session.notes.tracks)

    return (
        _command(
            "export_labels", tr("Save the phases as labels …"), files.ask_folder, enabled=labelled,
            hint=tr("A file for each annotator, in the form that trainings read"),
        ),
        _command("export_table", tr("Save the phases as a table …"), files.ask_table, enabled=labelled),
        _command("import_labels", tr("Load phases …"), files.ask_labels, enabled=lambda: session.editable),
    )  # fmt: skip
