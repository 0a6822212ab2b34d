"""What is seen in Review where no clip is on show: what to do first, or what is the matter."""

from dancecoach.gui.review.model import ClipState, ReviewModel
from dancecoach.gui.widgets.parts import StatePanel


class NothingPanel(StatePanel):
    """A sentence, and a button that opens a clip."""

    def show_state(self, model: ReviewModel) -> None:
        """Say what fits the state; of a clip that is on show nothing."""
        if model.clip_state is ClipState.EMPTY:
            self.say(
                "review",
                self.tr("Look at a clip"),
                self.tr(
                    "Open a video, or drop one here: it plays at once, and the skeleton and the joint angles follow."
                ),
                self.tr("Open a clip …"),
            )
        elif model.clip_state is ClipState.FAILED:
            title = self.tr("This clip cannot be shown")
            self.say("warning", title, model.error, self.tr("Open another clip …"), bad=True)
