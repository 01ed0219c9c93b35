"""Whether a file is sound as a database, whatever it says."""

import sqlite3
from contextlib import closing
from pathlib import Path

MOST = 20


def damage(path: Path) -> tuple[str, ...]:
    """What is wrong with the file, in SQLite's words; nothing for a sound one. Reads all of it."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            found = [row[0] for row in connection.execute(f"PRAGMA integrity_check({MOST})")]
            found += [
                f"a row of {table} refers to a row of {parent} that is not there"
                for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check")
            ]
    except sqlite3.DatabaseError as error:
        return (str(error),)
    return tuple(sentence for sentence in found if sentence != "ok")
