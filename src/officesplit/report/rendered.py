"""What a format hands back."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rendered:
    """A rendered report: its text and the files that belong beside it (file name -> text).

    ``content`` is the report of a format that is no text; its ``text`` is empty then.
    """

    text: str
    companions: dict[str, str] = field(default_factory=dict)
    content: bytes | None = None
