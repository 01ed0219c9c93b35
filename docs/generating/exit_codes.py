"""How a run can end."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import agentconsole
from agentconsole.model.errors import DeskError
from generating.tables import table


def page() -> str:
    """How a run can end."""
    rows = [
        ("0", "", "Done. Also when whoever read stdout stopped reading."),
        *((str(error.exit_code), f"`{error.code}`", _sentence(error)) for error in _errors(DeskError)),
        ("7", "", "Partly done: an import took what it could, and told of the rest on stderr."),
        ("130", "", "Interrupted with Ctrl-C. What was done before stays."),
    ]
    ordered = sorted(rows, key=lambda row: (int(row[0]), row[1]))  # subclasses come in no order
    return (
        "# Exit codes\n\n"
        "In the JSON formats `code` is in the error on stderr, beside `message`, `hint` (the next step), "
        "`rule` (of a refusal) and `news` (of a conflict: the entries the writer has not seen).\n\n"
        + table(("exit", "code", "means"), ordered)
    )


def _errors(error: type[DeskError]) -> list[type[DeskError]]:
    """Those with a code of their own, of all the program, whatever of it has been loaded so far."""
    for module in walk_packages(agentconsole.__path__, "agentconsole."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    return list(_below(error))


def _below(error: type[DeskError]) -> Iterator[type[DeskError]]:
    if "code" in vars(error):
        yield error
    for child in error.__subclasses__():
        yield from _below(child)


def _sentence(error: type[DeskError]) -> str:
    if error is DeskError:
        return "Something could not be done, as when a check finds something wrong."
    return " ".join((error.__doc__ or "").split())
