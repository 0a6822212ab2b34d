"""The window around the pages: rail, menus, drops, settings, banner, coming and going."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QSlider,
    QToolButton,
    QWidget,
)

from dancecoach.gui.app import make_context
from dancecoach.gui.notifier import Notice, Severity
from dancecoach.gui.settings.dialog import SettingsDialog
from dancecoach.gui.theme import DARK, LIGHT, apply_theme, colours
from dancecoach.gui.window.keys_dialog import KeysDialog


def test_the_rail_turns_the_pages(window, qtbot, context):
    for name in ("live", "review"):
        qtbot.mouseClick(window.rail.button(name), Qt.MouseButton.LeftButton)
        assert window.page.name == name
        assert window.rail.button(name).isChecked()
        assert context.settings.current.page == name


def test_menus_hold_every_command_that_names_one_and_hide_the_other_pages(window, context):
    window.show_page("review")
    shown = {a.text() for menu in window.menus.by_name.values() for a in menu.actions() if a.isVisible()}
    here = {c.title for c in context.commands if c.menu and c.page in ("", "review")}
    others = {c.id for c in context.commands if c.page not in ("", "review")}
    assert here <= shown
    assert others
    assert not any(context.commands.action(i).isVisible() for i in others)


def test_every_page_has_its_own_keys_without_conflicts(window, context):
    for command in context.commands:
        for key in context.commands.keys(command.id):
            assert context.commands.conflict(command.id, key) is None, command.id


def test_every_control_can_be_named_by_a_screen_reader(review, window):
    nameless = [
        (type(w).__name__, w.objectName())
        for w in window.findChildren(QWidget)
        if w.isVisible()
        and isinstance(w, (QToolButton, QPushButton, QComboBox, QSlider, QLineEdit))
        and not (w.accessibleName() or getattr(w, "text", str)() or w.toolTip())
        and not w.objectName().startswith("qt_")
    ]
    assert nameless == []


def drop(window, *urls):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(u)) if isinstance(u, Path) else QUrl(u) for u in urls])
    enter = QDragEnterEvent(
        QPoint(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(
            window,
            QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier),
        )  # fmt: skip
    return enter.isAccepted()


def test_a_dropped_clip_opens_in_review_and_is_remembered(window, qtbot, counted_clip, context):
    window.show_page("live")
    assert drop(window, counted_clip)
    page = window.pages["review"]
    assert window.page is page
    qtbot.waitUntil(lambda: page.model.ready, timeout=20_000)
    assert context.settings.current.recent_files[0] == str(counted_clip)
    assert window.windowTitle().startswith(counted_clip.name)
    qtbot.waitUntil(lambda: not page.analysing, timeout=20_000)


def test_a_dropped_web_address_is_refused(window):
    assert not drop(window, "https://example.org/a.mp4")


def test_forgetting_the_recent_clips_can_be_undone(window, context):
    context.settings.change(recent_files=("/a.mp4",))
    context.commands.run("app.forget_recent")
    assert context.settings.current.recent_files == ()
    context.commands.run("app.undo")
    assert context.settings.current.recent_files == ("/a.mp4",)


def test_bad_news_stays_until_closed_and_in_order(window, context, qtbot):
    for text in ("first", "second", "first"):
        context.notifier.warn(text)
    assert window.banner.isVisible()
    assert window.banner.notice.text == "first"
    qtbot.mouseClick(window.banner.close_button, Qt.MouseButton.LeftButton)
    assert window.banner.notice.text == "second"
    qtbot.mouseClick(window.banner.close_button, Qt.MouseButton.LeftButton)
    assert not window.banner.isVisible()


def test_details_can_be_copied(window, context, qtbot):
    context.notifier.notify(Notice("went wrong", Severity.ERROR, "line 1\nline 2"))
    qtbot.mouseClick(window.banner.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "went wrong\n\nline 1\nline 2"
    window.banner.close_notice()


def test_good_news_leaves_by_itself(window, context, qtbot):
    window.banner._timer.setInterval(1)
    context.notifier.info("saved")
    window.banner._timer.start(1)
    qtbot.waitUntil(lambda: not window.banner.isVisible())


@pytest.fixture
def settings(window, qtbot, context):
    made = SettingsDialog(context.settings, context.commands, window)
    qtbot.addWidget(made)
    made.show()
    return made


def test_letters_keep_their_size_when_the_theme_changes(window, qapp, context):
    name = window.pages["review"].sidebar.name
    before = name.fontInfo().pixelSize()
    assert qapp.font().pointSizeF() >= 10
    try:
        apply_theme(qapp, "light")
        assert name.fontInfo().pixelSize() == before
    finally:
        apply_theme(qapp, "dark")


def test_a_file_of_landmarks_can_be_chosen(window, monkeypatch):
    asked = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: asked.append(given) or ("", ""))
    window.ask_for_clip()
    assert "*.npz" in asked[0][-1]
    assert "*.json" in asked[0][-1]


def test_keys_are_rebound_with_a_warning_and_stored(settings, context):
    from PySide6.QtGui import QKeySequence

    editor = settings.tabs.widget(2)
    editor.choose("review.play")
    editor.key.setKeySequence(QKeySequence("Ctrl+O"))
    assert "Open a clip" in editor.note.text()
    editor.give.click()
    assert context.commands.keys("review.play") == ("Ctrl+O",)
    assert context.settings.current.shortcuts == {"app.open": (), "review.play": ("Ctrl+O",)}
    editor.reset.click()
    assert context.settings.current.shortcuts == {}


def test_help_lists_the_keys_of_the_page_from_the_table(window, context, qtbot):
    dialog = KeysDialog(context.commands, "Review", window)
    qtbot.addWidget(dialog)
    from PySide6.QtWidgets import QLabel

    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Space", "Play or pause", "Ctrl+K", "Command palette"} <= texts
    assert not any(c.title in texts for c in context.commands if c.page == "live" and c.title.startswith("Snap"))


def test_dialogs_open_from_the_rail_and_close_with_escape(window, qtbot):
    for name, kind in (("settings", SettingsDialog), ("help", KeysDialog)):
        qtbot.mouseClick(window.rail.button(name), Qt.MouseButton.LeftButton)
        (dialog,) = [d for d in window.findChildren(QDialog) if isinstance(d, kind)]
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


def test_the_theme_changes_everything_at_once(qapp, window):
    try:
        assert apply_theme(qapp, "light") is LIGHT
        assert colours() is LIGHT
    finally:
        assert apply_theme(qapp, "dark") is DARK


def test_the_theme_changes_with_curves_on_show(qapp, review, qtbot):
    """Taking curves away while Qt spreads the new palette over them once crashed the program."""
    for _ in range(3):
        for theme in ("light", "dark"):
            apply_theme(qapp, theme)
            panel = colours().panel
            qtbot.waitUntil(
                lambda panel=panel: review.plots.plots._view.backgroundBrush().color().name() == panel.lower()
            )
    assert len(review.plots.plots._lanes) == 2


def contrast(one, other):
    def light(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    a, b = sorted((light(one), light(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


@pytest.mark.parametrize("look", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("name", ["text", "muted", "accent", "warning", "error", "good", "left", "right"])
def test_words_can_be_read(look, name):
    for ground in (look.window, look.panel):
        assert contrast(getattr(look, name), ground) >= 4.5


def test_space_presses_a_button_reached_by_tab_but_plays_otherwise(review, window, qtbot):
    with qtbot.waitActive(window):
        window.activateWindow()
    chip = review.plots.chips["elbow"]
    chip.setFocus()
    before = chip.isChecked()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert chip.isChecked() != before
    assert not review.model.playing
    review.canvas.setFocus()
    qtbot.keyClick(review.canvas, Qt.Key.Key_Space)
    assert review.model.playing
    review.model.pause()


def test_full_screen_and_back(window, context, qtbot):
    context.commands.run("app.fullscreen")
    qtbot.waitUntil(window.isFullScreen)
    assert not window.rail.isVisible()
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    assert window.rail.isVisible()


def test_the_window_remembers_its_place(make_window, context):
    first = make_window()
    first.show_page("live")
    first.resize(900, 650)  # the offscreen screen is small
    first.close()
    assert context.settings.current.page == "live"
    another_start = make_context(None, context.store)
    another_start.settings.replace(context.settings.current)
    second = make_window(another_start)
    assert second.page.name == "live"
    assert (second.width(), second.height()) == (900, 650)


def test_closing_during_an_analysis_ends_it(window, qtbot, counted_clip, analyst):
    analyst.go.clear()
    window.open_clip(counted_clip)
    qtbot.waitUntil(lambda: window.pages["review"].analysing, timeout=20_000)
    window.close()
    assert window.context.jobs.shut_down(0.5)
