"""Text of a profile made fit for one line anywhere: a picture, a terminal, a cell."""

import re

# Controls, unpaired surrogates and the two non-characters may not stand in XML and steer a terminal; the last two
# ranges turn the reading direction of whatever follows them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """``text`` on one line, without control characters and without marks that turn the reading direction."""
    return " ".join(_FORBIDDEN.sub(" ", text).split())
