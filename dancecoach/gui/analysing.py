"""How a clip is analysed for any page: what does it, under which name it is stored, and when it is out of date."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from dancecoach.gui.libraries import load_pose
from dancecoach.library.analyses.record import Analysis
from dancecoach.pose.identity.seed import Seed
from dancecoach.progress import CancelToken, Progress
from dancecoach.settings import Settings

Tell = Callable[[Progress], None]


class Analyse(Protocol):
    """Looks at a whole clip."""

    def __call__(
        self, path: Path, chosen: Settings, tell: Tell, cancel: CancelToken, /, *, person: Seed | None = None
    ) -> Analysis:
        """The analysis, by the person's choices and of the person who was chosen in the clip."""
        ...


def analyse_clip(
    path: Path, chosen: Settings, tell: Tell, cancel: CancelToken, /, *, person: Seed | None = None
) -> Analysis:
    """The house's own analysis, in processes beside the window; one core is left to the window."""
    load_pose()
    from dancecoach.pipeline.analyze import AnalyzeOptions, analyze
    from dancecoach.pipeline.workers import cpu_cores

    options = AnalyzeOptions(
        engine=chosen.engine,
        pose_model=chosen.pose_model,
        activity=chosen.activity,
        workers=min(8, max(1, cpu_cores() - 1)),
        style_packs=chosen.style_packs,
        person=person,
    )
    return analyze(path, options, progress=tell, cancel=cancel)


def stored_as(path: Path, chosen: Settings) -> tuple[str, str]:
    """Engine and model under which the store keeps the analysis of a file: landmarks were found by neither of ours."""
    load_pose()
    from dancecoach.pipeline.analyze import FROM_FILE
    from dancecoach.pose.formats import is_pose_file

    return (FROM_FILE, "") if is_pose_file(path) else (chosen.engine, chosen.pose_model)


def out_of_date(analysis: Analysis, chosen: Settings) -> bool:
    """Whether the networks at hand, as chosen, may say something else of a stored clip."""
    load_pose()
    from dancecoach.pipeline.recognition import is_stale

    return is_stale(analysis, chosen.style_packs)
