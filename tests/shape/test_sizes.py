"""Nothing has grown so large that an idea must be missing in it."""

import ast

from tests.shape.tree import modules, named, parsed

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 45
METHODS_OF_A_CLASS = 25

Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_no_file_is_longer_than_can_be_read_at_once() -> None:
    lengths = {named(path): path.read_text("utf-8").count("\n") for path in modules()}
    assert {name: lines for name, lines in lengths.items() if lines > LINES_OF_A_FILE} == {}


def test_no_function_is_longer_than_a_page() -> None:
    long = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, Function) and (node.end_lineno or 0) - node.lineno >= LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_no_class_does_everything() -> None:
    fat = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
        and sum(isinstance(each, Function) for each in node.body) > METHODS_OF_A_CLASS
    ]
    assert fat == []
