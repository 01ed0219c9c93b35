"""The words of SQLite, in which the stores share what they ask, put into PostgreSQL's."""

import re
from collections.abc import Sequence
from functools import lru_cache

_ANY = re.compile(r"IN \(SELECT value FROM json_each\((\?\d*)\)\)")
_EACH_GIVEN = re.compile(r"json_each\((\?\d*)\)")
_EACH_KEPT = re.compile(r"json_each\((\w+)\)")
_PART_OF_STATE = re.compile(r"json_extract\((\w+\.)?state, '\$\.([\w.]+)'\)")
_GATHERED = re.compile(r"json_group_array\(((?:[^()]|\([^()]*\))*)\)")
_INDEX = re.compile(r"INDEXED BY \w+")
_SAME = re.compile(r"(WHERE )?([\w.]+) IS \$(\d+)")
_MAY_BE_NONE = " IS ?"
_GIVEN = re.compile(r"\?(\d*)")


def spoken(sql: str, values: Sequence[object] = ()) -> bytes:
    """A statement as PostgreSQL understands it, with `$1` for the first value."""
    missing = [n for n, value in enumerate(values, 1) if value is None] if _MAY_BE_NONE in sql else []
    return _spoken(sql, tuple(missing))


@lru_cache(2000)
def _spoken(sql: str, missing: tuple[int, ...]) -> bytes:
    sql = _ANY.sub(r"= ANY(\1)", sql)
    sql = _EACH_GIVEN.sub(r"unnest(\1::text[]) AS value", sql)
    sql = _EACH_KEPT.sub(r"unnest(\1) AS value", sql)
    sql = _PART_OF_STATE.sub(_as_column, sql)
    sql = _GATHERED.sub(r"coalesce(json_agg(\1), '[]')::text", sql)
    sql = sql.replace("json_array(", "json_build_array(").replace("instr(", "strpos(")
    sql = _numbered(_INDEX.sub("", sql))
    return _SAME.sub(lambda match: _same(match, missing), sql).encode()


def _same(match: re.Match[str], missing: tuple[int, ...]) -> str:
    """Said as an index can be asked. What is not there is no value, and still one of those given."""
    start, name, number = match.groups()
    if not start:
        return f"{name} IS NOT DISTINCT FROM ${number}"
    if int(number) in missing:
        return f"{start}{name} IS NULL AND ${number}::text IS NULL"
    return f"{start}{name} = ${number}"


def _as_column(match: re.Match[str]) -> str:
    """Parts of the JSON that are asked for by have a column of their own."""
    return (match[1] or "") + match[2].replace(".", "_")


def _numbered(sql: str) -> str:
    count = 0

    def number(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"${match[1] or count}"

    return _GIVEN.sub(number, sql)
