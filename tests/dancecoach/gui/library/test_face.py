"""What stands in the place of the clips says why, and its button does what is to be done."""

import attrs
import pytest

from dancecoach.gui.library.face import face_of
from dancecoach.gui.library.found import Found, Stock, Wish
from dancecoach.gui.library.model import LibraryModel, LibraryState

pytestmark = pytest.mark.gui


@attrs.define
class Care:
    """Looks after a library, and notes what it was asked."""

    done: list[str] = attrs.field(factory=list)

    @property
    def care(self):
        return self

    def rescue(self):
        self.done.append("rescued")

    def damaged_words(self):
        return "Damaged", "Much can be read.", "Recover"


@pytest.fixture
def model(context, tmp_path):
    made = LibraryModel(context, tmp_path)
    made.open = lambda: made.done.append("opened")
    made.done = []
    yield made
    made.close()


@pytest.mark.parametrize(
    ("state", "damaged", "title", "button", "done"),
    [
        (LibraryState.CLOSED, False, "Opening the library …", "", []),
        (LibraryState.OPENING, False, "Opening the library …", "", []),
        (LibraryState.READY, False, "Keep your clips together", "Import clips …", ["asked"]),
        (LibraryState.BUSY, False, "Another window has this library open", "Try again", ["opened"]),
        (LibraryState.FAILED, False, "The library cannot be opened", "Try again", ["opened"]),
        (LibraryState.FAILED, True, "Damaged", "Recover", ["rescued"]),
    ],
)
def test_each_state_has_its_words_and_its_button(model, state, damaged, title, button, done):
    model.state, model.damaged, model.error, care = state, damaged, "by window 7", Care()
    face = face_of(model, care, lambda: model.done.append("asked"))
    assert (face.title, face.button) == (title, button)
    assert face.bad == (state in (LibraryState.BUSY, LibraryState.FAILED))
    assert ("by window 7" in face.text) == (face.bad and not damaged)
    face.do()
    assert model.done + care.done == done


@pytest.mark.parametrize("state", list(LibraryState))
def test_clips_stay_on_show_unless_something_is_wrong(model, state):
    model.found = Found(Wish(), (1,), (), Stock(1, 1))
    model.state = state
    assert (face_of(model, Care(), model.open) is None) == (state not in (LibraryState.BUSY, LibraryState.FAILED))
