"""What is known of the sets of dances whose style networks ship, a *pack* each: where they are from, and its file."""

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from training.data.trends import LICENCE as TRENDS_LICENCE
from training.data.trends import SOURCE as TRENDS_SOURCE


@attrs.frozen
class Pack:
    """The style network of a set of dances.

    Attributes:
        name: of the set.
        source: where the set is from.
        licence: of the set, as its makers state it, or that they state none.
        captured: whether it is motion capture, made alike and filmed, rather than what an engine saw.
    """

    name: str
    source: str
    licence: str
    captured: bool = False

    @property
    def file(self) -> str:
        """Name of the network's file."""
        return f"style_{self.name.replace('-', '_')}.onnx"


PACKS: Mapping[str, Pack] = MappingProxyType(
    {
        pack.name: pack
        for pack in (
            Pack("trends-vn", TRENDS_SOURCE, TRENDS_LICENCE),
            Pack(
                "ballroom-latin",
                "github.com/mhy12345/Music-to-Dance-Motion-Synthesis (Tang, Jia, Mao, ACM MM 2018), "
                "github.com/abcyzj/ChoreoNet, CMU mocap (mocap.cs.cmu.edu, NSF EIA-0196217) by "
                "github.com/beemsoft/webxr-handtracking-playground",
                "none stated by the makers of the first two; CMU: free for research and commercial projects",
                captured=True,
            ),
        )
    }
)
"""By name, in the order in which they are made."""


def pack_of(name: str) -> Pack:
    """The pack of a set of dances; what is not published is the user's own."""
    return PACKS.get(name) or Pack(name, "the user's own clips", "the user's own")
