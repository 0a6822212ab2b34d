"""What the library looks like: empty, with the demo clips and one of them chosen, as a table, and light."""

from dancecoach.library.catalogue.records import Group, Storage
from dancecoach.resources import demo_clip


def empty(desk):
    desk.analyst.go.set()
    desk.window.show_page("library")
    desk.until(lambda: desk.library.model.ready)


def done(desk):
    library = desk.library
    library.queue.add([demo_clip()], Storage.LINKED)
    desk.until(lambda: library.model.found.total == 1 and not library.queue.running and library.queue.queue.left == 0)
    library.shelf.choose_first()
    desk.until(lambda: library.shelf.clip is not None and library.shelf.clip.findings is not None)
    desk.run("library.reference", "library.rate_4")
    library.acts.name(Group.PERSON, ("Anna",))
    library.acts.name(Group.TAG, ("floor", "spring"))
    desk.until(lambda: library.shelf.clip.tags == ("floor", "spring"))
    desk.until(lambda: all(library.shelf.pictures.get(path) for path in library.shelf.files(library.shelf.clip)))
    desk.until(lambda: library.places.count() > 5)


def table(desk):
    desk.run("library.view")
    desk.until(desk.library.shelf.table.isVisible)


def light(desk):
    if desk.library.shelf.table.isVisible():
        desk.run("library.view")
    desk.light()


LIBRARY = {"library-empty": empty, "library-done": done, "library-table": table, "library-done-light": light}
