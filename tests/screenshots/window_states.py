"""What stands over the pages: settings, keys, the palette, a notice."""

from dancecoach.gui.settings.dialog import SettingsDialog


def _settings(tab):
    def show(desk):
        desk.window.show_page("review")
        desk.run("app.settings")
        next(d for d in desk.window.findChildren(SettingsDialog) if d.isVisible()).tabs.setCurrentIndex(tab)

    return show


def settings_light(desk):
    desk.light()
    _settings(0)(desk)


def keys(desk):
    desk.window.show_page("review")
    desk.run("app.keys")


def palette(desk):
    desk.window.show_page("review")
    desk.run("app.palette")


def palette_light(desk):
    desk.light()
    palette(desk)


def notice(desk):
    desk.window.show_page("review")
    desk.context.notifier.warn("The camera was unplugged. Plug it in again; the recording so far is saved.")


WINDOW = {
    "settings-body": _settings(0),
    "settings-window": _settings(1),
    "settings-keys": _settings(2),
    "settings-light": settings_light,
    "keys": keys,
    "palette": palette,
    "palette-light": palette_light,
    "notice": notice,
}
