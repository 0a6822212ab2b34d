"""What can be done in the workshop, as data."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from dancecoach.gui.commands import Command
from dancecoach.gui.library.lesson.words import tr

if TYPE_CHECKING:
    from dancecoach.gui.library.lesson.page import LessonPage

_SPEEDS = (0.5, 0.7, 1.0)
#: Steps of the keys through the clip, seconds.
_LITTLE_S, _MORE_S = 0.04, 1.0


def workshop_commands(page: "LessonPage") -> Sequence[Command]:
    """The table of the workshop."""
    model, acts, name, menu = page.model, page.acts, page.name, tr("&Lesson")
    practice = model.practice

    def ready() -> bool:
        return model.ready

    def chosen() -> bool:
        return model.ready and model.chosen is not None

    def step_chosen() -> bool:
        return chosen() and model.chosen is not None and model.chosen.kind == "step"

    def command(
        key: str, title: str, do: Callable[[], object], keys: tuple[str, ...], *, hint: str = "",
        enabled: Callable[[], bool] = ready, checked: Callable[[], bool] | None = None, repeats: bool = False,
    ) -> Command:  # fmt: skip
        return Command(f"lesson.{key}", title, do, keys, name, menu, enabled=enabled, checked=checked, hint=hint,
                       repeats=repeats)  # fmt: skip

    return (
        command("play", tr("Play or stop"), model.toggle_play, ("Space",), hint=tr("Play from here"),
                checked=lambda: practice.busy),
        command("loop", tr("Play what is chosen round and round"), model.toggle_loop, ("L",),
                checked=lambda: model.looping),
        *(
            command(f"speed_{100 * speed:.0f}", tr("Speed {:.0f} %").format(100 * speed),
                    partial(practice.planning.replan, speed=speed), (str(number),), checked=partial(_at, page, speed))
            for number, speed in enumerate(_SPEEDS, 1)
        ),
        command("earlier", tr("A little earlier"), partial(acts.step, -_LITTLE_S), ("Left",), repeats=True),
        command("later", tr("A little later"), partial(acts.step, _LITTLE_S), ("Right",), repeats=True),
        command("much_earlier", tr("A second earlier"), partial(acts.step, -_MORE_S), ("PgUp",), repeats=True),
        command("much_later", tr("A second later"), partial(acts.step, _MORE_S), ("PgDown",), repeats=True),
        command("previous_eight", tr("To the eight before"), partial(acts.jump, -1), ("Ctrl+Left",), repeats=True),
        command("next_eight", tr("To the next eight"), partial(acts.jump, 1), ("Ctrl+Right",), repeats=True),
        command("begin", tr("The lesson begins here"), acts.begin_here, ("I",), hint=tr("Leave out what comes before")),
        command("end", tr("The lesson ends here"), acts.end_here, ("O",), hint=tr("Leave out what comes after")),
        command("whole", tr("All of the clip"), acts.take_all, ("A",)),
        command("step", tr("A step from here on"), acts.add_step, ("S",), hint=tr("To the end of the eight")),
        command("eights", tr("Every eight a step"), acts.eights, ("E",)),
        command("split", tr("Split the step here"), acts.split, ("X",)),
        command("join", tr("Join the step with the next"), acts.join, ("J",), enabled=step_chosen),
        command("cue", tr("Say something here"), acts.add_cue, ("C",), hint=tr("A sentence, shown at this moment")),
        command("starts_here", tr("What is chosen starts here"), partial(acts.edge_here, "start"), ("[",),
                enabled=chosen),
        command("ends_here", tr("What is chosen ends here"), partial(acts.edge_here, "end"), ("]",), enabled=chosen),
        command("rename", tr("Write its name"), page.bench.panel.write, ("F2", "Return", "Enter"), enabled=chosen),
        command("remove", tr("Remove what is chosen"), acts.remove, ("Del",), enabled=chosen),
        command("previous", tr("Choose the one before"), partial(acts.walk, -1), ("Up",), repeats=True),
        command("next", tr("Choose the next"), partial(acts.walk, 1), ("Down",), repeats=True),
        command("mirror", tr("Students see it as in a mirror"), acts.toggle_mirror, ("M",),
                hint=tr("Who faces you is copied as in a mirror; switch it off for a film from behind"),
                checked=lambda: model.lesson is not None and model.lesson.mirrored),
        command("draw", tr("Draw in Review"), page.draw, ("Ctrl+D",), hint=tr("Drawings of Review go along")),
        command("practise", tr("Try it in Practice"), page.practise, ("Ctrl+P",)),
        command("save", tr("Save the lesson file …"), page.save, ("Ctrl+S",), hint=tr("One file for the students")),
        command("back", tr("Back to the library"), page.back, ("Ctrl+W",), enabled=lambda: True),
    )  # fmt: skip


def _at(page: "LessonPage", speed: float) -> bool:
    return page.model.practice.planning.speed == speed
