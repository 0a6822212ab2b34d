"""``dancecoach doctor``: the findings, a line each with what to do, or as JSON."""

from rich.console import Console
from rich.text import Text

from dancecoach.cli import exits
from dancecoach.cli.display import shown
from dancecoach.i18n import _
from dancecoach.pipeline.doctor.examine import as_json as json_of
from dancecoach.pipeline.doctor.examine import examine, usable
from dancecoach.pipeline.doctor.findings import Finding

_MARKS = {"ok": ("OK", "green"), "notice": ("!", "yellow"), "fault": ("X", "red")}


def show_findings(*, as_json: bool) -> int:
    """Examine this computer and print what was found; 0 when the program can work, else 1."""
    console = Console()
    findings: list[Finding] = []
    for finding in examine():
        findings.append(finding)
        if not as_json:
            console.print(_line(finding), soft_wrap=True, highlight=False)
    if as_json:
        console.print(json_of(findings), markup=False, highlight=False, soft_wrap=True)
    else:
        verdict = (
            _("dancecoach can work here.") if usable(findings) else _("Put right what is marked X, then try again.")
        )
        console.print(Text(verdict, style="bold"))
    return exits.DONE if usable(findings) else exits.IN_THE_WAY


def _line(finding: Finding) -> Text:
    mark, style = _MARKS[finding.state]
    line = Text.assemble((f"{mark:<3}", style), (f"{finding.what}: ", "bold"), shown(finding.text))
    if finding.remedy:
        line.append(f" -> {finding.remedy}", style="" if finding.state == "ok" else style)
    return line
