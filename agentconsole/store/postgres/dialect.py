"""The words of SQLite, in which the stores share what they ask, put into PostgreSQL's."""

import re
from functools import lru_cache

_ANY = re.compile(r"IN \(SELECT value FROM json_each\((\?\d*)\)\)")
_EACH_GIVEN = re.compile(r"json_each\((\?\d*)\)")
_EACH_KEPT = re.compile(r"json_each\((\w+)\)")
_PART_OF_STATE = re.compile(r"json_extract\((\w+\.)?state, '\$\.([\w.]+)'\)")
_GATHERED = re.compile(r"json_group_array\(((?:[^()]|\([^()]*\))*)\)")
_INDEX = re.compile(r"INDEXED BY \w+")
_SAME_FROM_INDEX = re.compile(r"WHERE (\w+) IS (\$\d+)")
_SAME = re.compile(r" IS (\$\d+)")
_GIVEN = re.compile(r"\?(\d*)")


@lru_cache(2000)
def spoken(sql: str) -> bytes:
    """A statement as PostgreSQL understands it, with `$1` for the first value."""
    sql = _ANY.sub(r"= ANY(\1)", sql)
    sql = _EACH_GIVEN.sub(r"unnest(\1::text[]) AS value", sql)
    sql = _EACH_KEPT.sub(r"unnest(\1) AS value", sql)
    sql = _PART_OF_STATE.sub(_as_column, sql)
    sql = _GATHERED.sub(r"coalesce(json_agg(\1), '[]')::text", sql)
    sql = sql.replace("json_array(", "json_build_array(").replace("instr(", "strpos(")
    sql = _numbered(_INDEX.sub("", sql))
    # An index is no help with IS NOT DISTINCT FROM; of this, the planner keeps the half that holds.
    sql = _SAME_FROM_INDEX.sub(r"WHERE (\1 = \2 OR (\2 IS NULL AND \1 IS NULL))", sql)
    return _SAME.sub(r" IS NOT DISTINCT FROM \1", sql).encode()


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
