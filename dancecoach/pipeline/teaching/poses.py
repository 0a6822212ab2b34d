"""The landmarks of clips to learn from: as they are kept, or found now and kept."""

from pathlib import Path

import attrs

from dancecoach.library.analyses.record import Analysis
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.pipeline.analyze import FROM_FILE, AnalyzeOptions, analyze
from dancecoach.pipeline.teaching.request import Example
from dancecoach.pose.formats import is_pose_file
from dancecoach.progress import CancelToken, Progress, ProgressCallback


@attrs.frozen
class Looking:
    """How clips are looked at that nobody has looked at yet.

    Attributes:
        analyses: folder where analyses are kept; None for the person's own.
        engine: pose engine.
        pose_model: size of its network.
        activity: what the person says it is.
        packs: names of the style packs that are asked; () for all.
    """

    analyses: Path | None = None
    engine: str = "blazepose"
    pose_model: str = "full"
    activity: str = "auto"
    packs: tuple[str, ...] = ()


def analysis_of(example: Example, looking: Looking, tell: ProgressCallback, cancel: CancelToken) -> Analysis:
    """What was found in a clip, of the person who was chosen in it.

    Raises:
        Cancelled: the token was set.
        InputError: the file cannot be used.
        EngineError: the engine is not there.
        OutputError: what was found cannot be kept.
    """
    kept = kept_analysis(example, looking)
    if kept is not None:
        return kept
    store = AnalysisStore(looking.analyses, max_bytes=None)
    path = example.path

    def told(progress: Progress) -> None:
        tell(attrs.evolve(progress, stage=f"{example.name}: {progress.stage}"))

    options = AnalyzeOptions(
        engine=looking.engine,
        pose_model=looking.pose_model,
        activity=looking.activity,
        workers=0,
        style_packs=looking.packs,
        person=store.chosen(path) if path.exists() else None,
    )
    found = analyze(path, options, progress=told, cancel=cancel)
    store.put(found, path)
    return found


def kept_analysis(example: Example, looking: Looking) -> Analysis | None:
    """What was found in a clip before, of the person who was chosen in it; None where nobody has looked yet.

    Raises:
        InputError: the file cannot be read, and its content is not known otherwise.
    """
    store, path = AnalysisStore(looking.analyses, max_bytes=None), example.path
    engine, model = (FROM_FILE, "") if is_pose_file(path) else (looking.engine, looking.pose_model)
    person = store.chosen(path) if path.exists() else None
    return store.get(example.sha256 or store.sha256(path), engine, model, person)
