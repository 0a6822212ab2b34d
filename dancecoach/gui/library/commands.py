"""What can be done on the library page, as data."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command
from dancecoach.gui.library.care.commands import care_commands
from dancecoach.gui.library.handing_on.desk import handing_on_commands
from dancecoach.gui.library.libraries.commands import libraries_commands
from dancecoach.gui.library.naming import naming_commands
from dancecoach.gui.library.packs.desk import packs_commands
from dancecoach.gui.library.progress.commands import progress_commands
from dancecoach.gui.library.teaching.desk import teach_commands
from dancecoach.i18n import ngettext
from dancecoach.library.catalogue.records import Group, State

if TYPE_CHECKING:
    from dancecoach.gui.library.page import LibraryPage


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("LibraryCommands", text)


def library_commands(page: "LibraryPage") -> Sequence[Command]:
    """The table of the library page."""
    model, name, menu = page.model, page.name, tr("&Library")

    def ready() -> bool:
        return model.ready

    return (
        Command("library.import", tr("Import clips …"), page.intake.ask_for_files, ("Ctrl+I",), name, menu,
                enabled=ready, hint=tr("Take videos into the library; dropping them here does it too")),
        Command("library.import_folder", tr("Import a folder …"), page.intake.ask_for_folder, ("Ctrl+Shift+I",), name,
                menu, enabled=ready),
        Command("library.link", tr("Leave imported files where they are"), page.intake.toggle_linked, (), name, menu,
                checked=lambda: page.intake.linked, hint=tr("Link files instead of copying them")),
        Command("library.search", tr("Search"), page.focus_search, ("/", "Ctrl+F"), name, menu, enabled=ready),
        Command("library.search_help", tr("What can be searched"), page.bar.show_help, ("?",), name, menu,
                enabled=ready, hint=tr("Examples of what the search field understands")),
        *_clip_commands(page, menu),
        *naming_commands(page.naming, name, menu),
        *_lesson_commands(page, menu),
        *_queue_commands(page, menu),
        *progress_commands(page, menu),
        *teach_commands(page.teaching, name, menu),
        *packs_commands(page.packs, name, menu),
        *libraries_commands(page.libraries, name, menu),
        *care_commands(page.care, name, menu),
        *handing_on_commands(page.handing_on, name, menu),
        Command("library.view", tr("As a table"), page.toggle_view, ("V",), name, "view",
                checked=lambda: page.shelf.view is page.shelf.table, hint=tr("Lines with words instead of pictures")),
        Command("library.details", tr("Details of the clip"), page.toggle_details, ("D",), name, "view",
                checked=lambda: page.details_wanted),
        Command("library.retry", tr("Open the library again"), model.open, ("F5",), name, menu,
                enabled=page.can_retry),
    )  # fmt: skip


def _clip_commands(page: "LibraryPage", menu: str) -> Sequence[Command]:
    acts, name = page.acts, page.name

    def chosen() -> bool:
        return acts.any_chosen

    def field(key: str, group: Group, title: str, hint: str) -> Command:
        return Command(f"library.{group.value}", title, partial(page.edit_names, group), (key,), name, menu,
                       enabled=chosen, hint=hint)  # fmt: skip

    return (
        Command("library.open", tr("Open in Review"), acts.open, ("Return", "Enter"), name, menu, enabled=chosen),
        Command("library.practise", tr("Practise with it"), acts.practise, ("Ctrl+P",), name, menu, enabled=chosen,
                hint=tr("Take the clip as the reference in Practice")),
        Command("library.reference", tr("One to learn from"), acts.toggle_reference, ("R",), name, menu,
                enabled=chosen, checked=acts.is_reference, hint=tr("Mark as a reference, or no longer")),
        *(
            Command(f"library.rate_{stars}",
                    ngettext("{} star", "{} stars", stars).format(stars) if stars else tr("No stars"),
                    partial(acts.rate, stars), (str(stars),), name, menu, enabled=chosen)
            for stars in range(6)
        ),
        Command("library.rename", tr("Rename"), page.edit_title, ("F2",), name, menu, enabled=chosen),
        field("P", Group.PERSON, tr("Persons …"), tr("Say who is in it")),
        field("T", Group.TAG, tr("Tags …"), tr("Put words to it by which it is found")),
        field("C", Group.COLLECTION, tr("Collections …"), tr("Put it together with others")),
        Command("library.note", tr("Write a note"), page.edit_note, ("N",), name, menu, enabled=chosen),
        Command("library.copy_files", tr("Copy the files"), acts.copy_files, ("Ctrl+C",), name, menu, enabled=chosen,
                hint=tr("To be pasted into a folder or another program; dragging clips there does it too")),
        Command("library.remove", tr("Remove from the library"), acts.remove, ("Del",), name, menu, enabled=chosen,
                hint=tr("The file stays where it is; undo brings the clip back")),
    )  # fmt: skip


def _lesson_commands(page: "LibraryPage", menu: str) -> Sequence[Command]:
    return (
        Command("library.lesson_make", tr("Make a lesson …"), lambda: page.lessons.make(page.shelf.clip), ("Ctrl+L",),
                page.name, menu, enabled=lambda: page.acts.any_chosen,
                hint=tr("One file with the clip, its counts and drawings, to hand to students")),
        Command("library.lesson_open", tr("Open a lesson …"), page.lessons.ask, ("Ctrl+Shift+L",), page.name, menu,
                enabled=lambda: page.model.ready, hint=tr("Take somebody's lesson in, and practise it")),
    )  # fmt: skip


def _queue_commands(page: "LibraryPage", menu: str) -> Sequence[Command]:
    queue, panel, name = page.queue, page.queue_panel, page.name

    def ids(*states: State) -> tuple[int, ...]:
        """The chosen files of the queue in these states, or all where none is chosen."""
        picked = tuple(job.id for job in panel.chosen if job.state in states) if panel.open else ()
        return picked or queue.queue.of(*states)

    def pause() -> None:
        (queue.go_on if queue.paused else queue.pause)()

    waiting = (State.WAITING, State.RUNNING, State.PAUSED, State.FAILED)
    return (
        Command("library.queue", tr("Files on their way"), panel.toggle, ("Q",), name, "view",
                enabled=lambda: bool(queue.queue.jobs), checked=lambda: panel.open),
        Command("library.queue_pause", tr("Pause importing"), pause, ("Ctrl+Backspace",), name, menu,
                enabled=lambda: queue.queue.left > 0, checked=lambda: queue.paused),
        Command("library.queue_first", tr("Import these first"), lambda: queue.bring_forward(ids(State.WAITING)), (),
                name, menu, enabled=lambda: panel.open and any(j.state is State.WAITING for j in panel.chosen)),
        Command("library.queue_retry", tr("Try failed files again"), lambda: queue.retry(ids(State.FAILED)), (), name,
                menu, enabled=lambda: queue.queue.count(State.FAILED) > 0),
        Command("library.queue_cancel", tr("Do without these files"), lambda: queue.cancel(ids(*waiting)), (), name,
                menu, enabled=lambda: queue.queue.count(*waiting) > 0,
                hint=tr("Take the chosen files, or all, off the list; what is in the library stays")),
    )  # fmt: skip
