"""What lasts as long as a turn to write."""


class Turn:
    """What a writing session remembers until it ends."""

    def __init__(self) -> None:
        self.handed_out: dict[int, int] = {}
        """The last entry id given out in each second."""
        self.to_index: list[tuple[int, str, str]] = []
        """Its entries, for the search: id, text and tags."""
        self.indexed = 0
        """How many of them the search knows already."""

    def forget(self, there: int, indexed: int) -> None:
        """Entries of a part that came to nothing."""
        del self.to_index[there:]
        self.indexed = indexed
