"""Asking a database something, and changing it."""

from collections.abc import Callable, Iterator, Sequence

from psycopg import Cursor
from psycopg.pq import TransactionStatus

from agentconsole.model.errors import DeskError
from agentconsole.store.postgres.dialect import spoken
from agentconsole.store.postgres.lines import Asked, Line, Question
from agentconsole.store.sql.session import BEYOND, Row, Session, Several


class Asking(Session):
    """One transaction on one connection to a database."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def ahead(self, *questions: Callable[[], object]) -> None:
        line = self._line
        asked: dict[Question, Asked] = {}
        line.asking = asked
        try:
            for question in questions:
                question()
        finally:
            line.asking = None
        if asked:
            *more, (sql, values) = asked.values()
            answers = [*self._together(more), self._execute(sql, values).fetchall()]
            line.known = dict(zip(asked, answers, strict=True))

    def rows(self, sql: str, *values: object) -> list[Row]:
        if any(map(_too_great, values)):
            return []
        self.must_be_open()
        if self._line.asking is None and not self._line.known:
            return self._execute(sql, values).fetchall()
        question = sql, tuple(tuple(each) if isinstance(each, Several) else each for each in values)
        if self._line.asking is not None:
            self._line.asking[question] = sql, values
            return []
        known = self._line.known.get(question)
        return self._execute(sql, values).fetchall() if known is None else known

    def planned(self, sql: str, *values: object) -> list[Row]:
        """All rows, by a plan made for these values and no others."""
        return self._execute(sql, values, prepare=False).fetchall()

    def run(self, sql: str, *values: object) -> int:
        """Change something; how many rows were."""
        return self._execute(sql, values).rowcount

    def tell(self, sql: str, *values: object) -> None:
        """Change something, with the next that is asked: a way to the database and back is longer than what
        most statements take there."""
        self.must_be_open()
        self._line.known = {}
        self._line.told.append((spoken(sql, values), values))

    def send(self) -> None:
        """Let the database know what it has not been told yet."""
        if self._line.told:
            self._together([])

    def _together(self, asked: Sequence[Asked]) -> list[list[Row]]:
        """The answers to questions that take one way to the database and back, with what it has not been
        told yet before them.

        What psycopg ends a pipeline with, a word to flush after all is flushed, stops the clock by which the
        server sees that nothing is done with a turn. A statement by itself starts it again: one follows."""
        self.must_be_open()
        connection, self._line.known = self._line.connection, {}
        told, self._line.told = self._line.told, []
        with connection.pipeline():
            for said, values in told:
                connection.execute(said, list(_given(values)))
            answers = [connection.execute(spoken(sql, each), list(_given(each))) for sql, each in asked]
        return [each.fetchall() for each in answers]

    def _execute(self, sql: str, values: Sequence[object], *, prepare: bool | None = None) -> Cursor[Row]:
        self.must_be_open()
        self.send()
        self._line.known = {}
        return self._line.connection.execute(spoken(sql, values), list(_given(values)), prepare=prepare)

    def must_be_open(self) -> None:
        """A statement that failed ends the transaction: nothing may be kept after that."""
        line = self._line
        if line.over or line.connection.info.transaction_status != TransactionStatus.INTRANS:
            raise DeskError(
                "This session with the desk is over, and has kept nothing.", "Do the whole of it again."
            )

    def _merged(self, select: str, values: Sequence[Row], order: str, limit: int) -> list[Row]:
        """Each is read from its index up to the limit, and then they are merged."""
        if not values:
            return []
        given = [value for each in values for value in (*each, limit)]
        if len(values) == 1:
            return self.rows(select + order, *given)
        return self.rows(" UNION ".join([f"({select}{order})"] * len(values)) + order, *given, limit)


def _too_great(value: object) -> bool:
    return isinstance(value, int) and abs(value) > BEYOND


def _given(values: Sequence[object]) -> Iterator[object]:
    """Several ids, without those that no row can have."""
    for value in values:
        yield [one for one in value if not _too_great(one)] if isinstance(value, Several) else value
