"""Asking a file something, and changing it."""

import sqlite3
from collections.abc import Sequence

from agentconsole.model.errors import DeskError
from agentconsole.store.sql.session import Row, Session


class Asking(Session):
    """One transaction on one connection to a file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, *values: object) -> list[Row]:
        self._must_be_open()
        try:
            return self._connection.execute(sql, values).fetchall()
        except OverflowError:
            return []

    def run(self, sql: str, *values: object) -> int:
        """Change something; how many rows were."""
        self._must_be_open()
        return self._connection.execute(sql, values).rowcount

    def _must_be_open(self) -> None:
        """SQLite ends a transaction by itself when the disk is full; nothing may be kept after that."""
        if not self._connection.in_transaction:
            raise DeskError(
                "This session with the desk is over, and has kept nothing.", "Do the whole of it again."
            )

    def _merged(self, select: str, values: Sequence[Row], order: str, limit: int) -> list[Row]:
        given = [value for each in values for value in each]
        return self.rows(" UNION ".join([select] * len(values)) + order, *given, limit)
