"""Commands are data: one table that menus, toolbars, the palette, the key page, F1 and the tests all read.

A `Command` says what it is called, which keys it has by default, when it can be used, and what it does; when `do`
gives back a callable, that is how to undo it. `CommandTable` turns each into a `QAction` and keeps the keys the
person chose.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence, QUndoCommand, QUndoStack

from dancecoach.undo import Undo

#: Page name of commands that work on every page.
EVERYWHERE = ""

Keys = tuple[str, ...]


def _always() -> bool:
    return True


@attrs.frozen(eq=False)
class Command:
    """Something the person can tell the program to do.

    Attributes:
        id: stable dotted name, "review.step_forward"; settings store keys under it.
        title: what menus and the palette show.
        do: does it; when it gives back a callable, that one undoes it.
        keys: default key sequences in Qt's portable text ("Ctrl+O"); several may do the same.
        page: `Page.name` the command belongs to, or `EVERYWHERE`.
        menu: menu it stands in; "" for none (it is still in the palette).
        enabled: whether it can be used now.
        checked: for a switch, whether it is on now; None for a command that is not a switch.
        icon: name of an icon, "" for none.
        repeats: whether holding the key does it again and again.
        hint: a sentence for the tool tip, "" for none.
        mode: what the person must be at (labelling) for its keys to work; they then go before the same keys of
            commands that work always (""). Menus and the palette have it all the same.
    """

    id: str
    title: str
    do: Callable[[], object]
    keys: Keys = ()
    page: str = EVERYWHERE
    menu: str = ""
    enabled: Callable[[], bool] = _always
    checked: Callable[[], bool] | None = None
    icon: str = ""
    repeats: bool = False
    hint: str = ""
    mode: str = ""


def normal_key(key: str) -> str:
    """One spelling per key sequence ("ctrl+o" -> "Ctrl+O"); "" when it is none."""
    return QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText).toString(
        QKeySequence.SequenceFormat.PortableText
    )


def shown_key(key: str) -> str:
    """The key as this system writes it in menus ("⌘O" on a Mac)."""
    return QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText).toString(
        QKeySequence.SequenceFormat.NativeText
    )


class _Done(QUndoCommand):
    """A command that was carried out and can be taken back."""

    def __init__(self, command: Command, undo: Undo) -> None:
        super().__init__(command.title)
        self._command, self._undo, self._first = command, undo, True

    def redo(self) -> None:
        """Do it again; Qt calls this once on entry, when it has just been done."""
        if self._first:
            self._first = False
            return
        again = self._command.do()
        if callable(again):
            self._undo = again

    def undo(self) -> None:
        """Take it back."""
        self._undo()


class CommandTable(QObject):
    """All commands, their actions and their keys.

    Signals:
        keys_changed: a mapping of command id -> keys, for those that differ from the default.
        ran: the id of a command that has just been carried out.
    """

    keys_changed = Signal(object)
    ran = Signal(str)

    def __init__(self, chosen_keys: Mapping[str, Keys] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._chosen: dict[str, Keys] = dict(chosen_keys or {})
        self._page, self._mode = EVERYWHERE, ""
        self.undo_stack = QUndoStack(self)

    # The table

    def add(self, commands: Iterable[Command]) -> list[QAction]:
        """Add commands and make their actions.

        Raises:
            ValueError: an id is taken.
        """
        made = []
        for command in commands:
            if command.id in self._commands:
                raise ValueError(f"command id {command.id} is taken")
            self._commands[command.id] = command
            self._actions[command.id] = self._make_action(command)
            made.append(self._actions[command.id])
        self.refresh()
        return made

    def __iter__(self) -> Iterator[Command]:
        """In the order in which they were added."""
        return iter(self._commands.values())

    def __getitem__(self, command_id: str) -> Command:
        return self._commands[command_id]

    def __contains__(self, command_id: object) -> bool:
        return command_id in self._commands

    def action(self, command_id: str) -> QAction:
        """The one action of a command, for menus and buttons."""
        return self._actions[command_id]

    def run(self, command_id: str) -> None:
        """Carry a command out, where it can be used now."""
        command = self._commands[command_id]
        if not self.usable(command):
            return
        undo = command.do()
        if callable(undo):
            self.undo_stack.push(_Done(command, undo))
        self.refresh()
        self.ran.emit(command_id)

    def done_by_hand(self, title: str, again: Undo, undo: Undo) -> None:
        """Something was done with the mouse rather than by a command: it can be taken back like one.

        Args:
            title: what the menu shows beside Undo.
            again: does it once more.
            undo: takes it back.
        """
        self.undo_stack.push(_Done(Command("by hand", title, again), undo))
        self.refresh()

    # What can be used now

    @property
    def page(self) -> str:
        """Name of the page on show."""
        return self._page

    def set_page(self, page: str) -> None:
        """Tell which page is on show; commands of others rest."""
        self._page = page
        self.refresh()

    @property
    def mode(self) -> str:
        """What the person is at (`Command.mode`), "" for nothing in particular."""
        return self._mode

    def set_mode(self, mode: str) -> None:
        """The person begins something that has keys of its own, or ends it ("")."""
        if mode != self._mode:
            self._mode = mode
            self._apply_all_keys()
            self.refresh()

    def usable(self, command: Command) -> bool:
        """Whether a command belongs to the page on show and can be used now."""
        return command.page in (EVERYWHERE, self._page) and command.enabled()

    def refresh(self) -> None:
        """Look again at what can be used and which switches are on; call it after anything changed."""
        for command_id, command in self._commands.items():
            action = self._actions[command_id]
            action.setVisible(command.page in (EVERYWHERE, self._page))
            action.setEnabled(self.usable(command))
            if command.checked is not None:
                action.setChecked(command.checked())

    # Keys

    def keys(self, command_id: str) -> Keys:
        """The keys of a command now."""
        return self._chosen.get(command_id, self._commands[command_id].keys)

    def conflict(self, command_id: str, key: str) -> Command | None:
        """Another command that has this key and can be on show at the same time, or None."""
        wanted, page, mode = normal_key(key), self._commands[command_id].page, self._commands[command_id].mode
        for other in self._commands.values():
            together = (EVERYWHERE in (page, other.page) or page == other.page) and other.mode == mode
            if other.id != command_id and together and wanted in map(normal_key, self.keys(other.id)):
                return other
        return None

    def rebind(self, command_id: str, keys: Iterable[str]) -> None:
        """Give a command other keys; whoever had one of them loses it."""
        wanted = tuple(filter(None, map(normal_key, keys)))
        for key in wanted:
            while (loser := self.conflict(command_id, key)) is not None:
                left = tuple(k for k in self.keys(loser.id) if normal_key(k) != key)
                self._set_keys(loser.id, left)
        self._set_keys(command_id, wanted)
        self._apply_all_keys()
        self.keys_changed.emit(dict(self._chosen))

    def reset_keys(self) -> None:
        """Every command gets its default keys back."""
        self._chosen.clear()
        self._apply_all_keys()
        self.keys_changed.emit({})

    def chosen_keys(self) -> dict[str, Keys]:
        """Keys that differ from the defaults, by command id."""
        return dict(self._chosen)

    def _set_keys(self, command_id: str, keys: Keys) -> None:
        if tuple(map(normal_key, self._commands[command_id].keys)) == keys:
            self._chosen.pop(command_id, None)
        else:
            self._chosen[command_id] = keys

    def _apply_all_keys(self) -> None:
        for command_id in self._commands:
            self._apply_keys(command_id)

    def _working_keys(self, command: Command) -> Keys:
        """The keys that work in what the person is at."""
        keys = self.keys(command.id)
        if command.mode or not self._mode:
            return keys if command.mode == self._mode else ()
        taken = {normal_key(k) for c in self._commands.values() if c.mode == self._mode for k in self.keys(c.id)}
        return tuple(key for key in keys if normal_key(key) not in taken)

    def _apply_keys(self, command_id: str) -> None:
        command, action, keys = self._commands[command_id], self._actions[command_id], self.keys(command_id)
        working = self._working_keys(command)
        action.setShortcuts([QKeySequence.fromString(k, QKeySequence.SequenceFormat.PortableText) for k in working])
        words = command.hint or command.title
        action.setToolTip(f"{words} ({shown_key(keys[0])})" if keys else words)

    def _make_action(self, command: Command) -> QAction:
        action = QAction(command.title, self)
        action.setObjectName(command.id)
        action.setCheckable(command.checked is not None)
        action.setAutoRepeat(command.repeats)
        action.triggered.connect(lambda _checked=False, name=command.id: self.run(name))
        self._actions[command.id] = action
        self._apply_keys(command.id)
        return action
