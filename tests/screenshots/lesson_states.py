"""What the workshop looks like: nothing chosen yet, and a lesson of the demo clip with steps and a cue."""

from desk import JUMP


def empty(desk):
    desk.window.show_page("lesson")


def done(desk):
    desk.window.show_page("library")
    library, page = desk.library, desk.window.pages["lesson"]
    library.shelf.choose_first()
    desk.until(lambda: library.shelf.clip is not None)
    desk.run("library.lesson_make")
    desk.until(lambda: page.model.ready)
    page.acts.eights()
    desk.run("lesson.next")
    page.acts.say("Run-up")
    desk.run("lesson.next")
    page.acts.say("Jump")
    page.model.seek(JUMP / 30)
    page.acts.add_cue()
    page.acts.say("Arms up before you leave the floor")
    page.bench.canvas.setFocus()
    desk.until(lambda: page.model.kept and page.bench.canvas.frame is not None)


def light(desk):
    desk.light()


LESSON = {"lesson-empty": empty, "lesson-done": done, "lesson-done-light": light}
