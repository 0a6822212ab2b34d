"""A style or a skill is taught from a terminal."""

import sys
from collections.abc import Sequence
from pathlib import Path

import attrs
from rich.console import Console
from rich.table import Table

from dancecoach.cli import exits
from dancecoach.cli.display import consoles, progress_on, shown
from dancecoach.cli.interrupt import cancelled_by_signals
from dancecoach.cli.unnamed import unnamed_clips
from dancecoach.errors import Cancelled, DancecoachError, InputError
from dancecoach.files import write_bytes
from dancecoach.i18n import _, ngettext
from dancecoach.models.card import UNKNOWN
from dancecoach.pipeline.teaching.outcome import HeldOut, Outcome, Worth
from dancecoach.pipeline.teaching.poses import Looking
from dancecoach.pipeline.teaching.request import Example, TeachRequest
from dancecoach.pipeline.teaching.run import run_teaching
from dancecoach.pipeline.teaching.skill import SkillRequest
from dancecoach.pipeline.teaching.style import StyleRequest

_MOST_NEWLY = 12


@attrs.frozen
class TeachCall:
    """What the person asked for.

    Attributes:
        name: of the style or the skill.
        clips: of it.
        unlike: clips of something else.
        out: file to write instead of adding it; None adds.
        engine: pose engine.
        model: size of its network.
        yes: add without asking.
    """

    name: str
    clips: tuple[Path, ...]
    unlike: tuple[Path, ...]
    out: Path | None
    engine: str
    model: str
    yes: bool = False

    @property
    def looking(self) -> Looking:
        """How the bodies in the clips are found."""
        return Looking(engine=self.engine, pose_model=self.model)

    def unnamed(self) -> tuple[Example, ...]:
        """Clips of the library that it is tried on."""
        return unnamed_clips(self.name, (*self.clips, *self.unlike))


def teach_style(call: TeachCall, into: str = "") -> int:
    """Teach a style, show what came of it, and add it; the exit code.

    Args:
        call: what is asked for.
        into: name of the pack to teach; "" for the best.
    """
    request = StyleRequest(
        call.name, _examples(call.clips), _examples(call.unlike), call.looking, into, check=call.unnamed()
    )
    return teach(request, call.out, yes=call.yes)


def teach_skill(call: TeachCall) -> int:
    """Teach a skill, show what came of it, and add it; the exit code."""
    request = SkillRequest(call.name, _examples(call.clips), _examples(call.unlike), call.looking, check=call.unnamed())
    return teach(request, call.out, yes=call.yes)


def teach(request: TeachRequest, out_file: Path | None, *, yes: bool) -> int:
    """Do what is asked for, show what came of it, and add it; the exit code."""
    out, err = consoles()
    try:
        with cancelled_by_signals() as cancel, progress_on(out, err, _("teach")) as progress:
            outcome = run_teaching(request, progress, cancel)
        show(outcome, out, err)
        if out_file is not None:
            write_bytes(out_file, outcome.network)
            _say(out, _("It is in {}; nothing was added.").format(shown(out_file)))
            return exits.DONE
        return _add(request, outcome, out, err, yes=yes)
    except Cancelled:
        return exits.STOPPED
    except DancecoachError as error:
        _say(err, str(error))
        return exits.WRONG_CALL if isinstance(error, InputError) else exits.IN_THE_WAY


def _add(request: TeachRequest, outcome: Outcome, out: Console, err: Console, *, yes: bool) -> int:
    if outcome.worth is Worth.USELESS and yes:
        _say(err, _("It is not added. More clips, of more persons, may do better; --out FILE keeps what there is."))
        return exits.UNUSABLE_INPUT
    if not yes:
        if not sys.stdin.isatty():
            _say(out, _("Nothing was added; add it with --yes."))
            return exits.DONE
        if out.input(_("Add it? [y/N] "), markup=False).strip().lower() not in (_("y"), _("yes")):
            _say(out, _("Nothing was added."))
            return exits.DONE
    request.add(outcome)
    _say(out, _("“{}” is known from now on; `dancecoach packs` removes it again.").format(outcome.name))
    return exits.DONE


def show(outcome: Outcome, out: Console, err: Console) -> None:
    """Print what came of a teaching."""
    for one in outcome.left_out:
        _say(err, _("{clip}: left out. {why}").format(clip=one.clip, why=one.why))
    _say(
        out, _("{share} of the clips of “{name}” known when held out").format(share=outcome.accuracy, name=outcome.name)
    )
    if outcome.by_person:
        _say(out, _("{} known when everything of their person was held out").format(outcome.accuracy_by_person))
    if outcome.others:
        _say(out, _("{} of the other clips not taken for it").format(outcome.refused))
    if outcome.kept.of:
        _say(out, _("{} of what was known before called as before").format(outcome.kept))
    out.print(_table(outcome))
    for warning in outcome.warnings:
        _say(out, warning)
    for line in newly_lines(outcome):
        _say(out, line)
    _say(out, worth_text(outcome))


def newly_lines(outcome: Outcome) -> list[str]:
    """Which clips of the library that nobody named would be called so, the surest first; () where none was asked."""
    if not outcome.looked_at:
        return []
    text = ngettext(
        "{hits} of {n} other clip of the library would be called so; nobody said what it is, look at it:",
        "{hits} of {n} other clips of the library would be called so; nobody said what they are, look at them:",
        outcome.looked_at,
    )
    if not outcome.newly:
        text = ngettext(
            "{n} other clip of the library would not be called so",
            "None of {n} other clips of the library would be called so",
            outcome.looked_at,
        )
    lines = [text.format(hits=len(outcome.newly), n=outcome.looked_at)]
    lines += [f"  {one.certainty:4.0%}  {one.clip}" for one in outcome.newly[:_MOST_NEWLY]]
    more = len(outcome.newly) - _MOST_NEWLY
    return [*lines, _("  and {} more").format(more)] if more > 0 else lines


def worth_text(outcome: Outcome) -> str:
    """What it is good for, a sentence."""
    good = _("It can be used.") if outcome.by_person else _("It can be used for those it was taught from.")
    return {
        Worth.GOOD: good,
        Worth.DOUBTFUL: _("It may be of use; these clips are too few to be sure."),
        Worth.USELESS: _("It is too bad to be of use."),
    }[outcome.worth]


def _table(outcome: Outcome) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in (_("clip held out"), _("is"), _("called")):
        table.add_column(title, overflow="fold")
    wrong = [one for one in outcome.others if one.heard == outcome.name]
    for one in (*outcome.by_clip, *wrong):
        style = "" if one in outcome.by_clip and one.right else "yellow"
        table.add_row(shown(one.clip), one.truth or _("something else"), _called(one), style=style)
    return table


def _called(one: HeldOut) -> str:
    return _("unknown") if one.heard == UNKNOWN else shown(one.heard)


def _examples(paths: Sequence[Path]) -> tuple[Example, ...]:
    return tuple(Example(path.name, path.absolute()) for path in paths)


def _say(console: Console, text: str) -> None:
    console.print(shown(text), markup=False, highlight=False, soft_wrap=True)
