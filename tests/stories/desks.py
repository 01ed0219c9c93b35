"""What the stories begin with: what Mei wrote, and what is done at a terminal in more than one of them."""

import json

from tests.stories.terminal import run


def mail(key, at, matter, text):
    """A mail of Mei's, as a file of entries has it."""
    return {
        "channel": "email",
        "external_id": key,
        "at": at,
        "customer": {"name": "Mei Tan", "email": "mei@tan.example"},
        "conversation": matter,
        "subject": f"Baggage fee {matter}",
        "direction": "in",
        "text": text,
    }


def bring_in(desk, folder, *entries):
    """They come in by a file."""
    source = folder / "entries.jsonl"
    source.write_text("".join(f"{json.dumps(entry)}\n" for entry in entries))
    run(desk, "import", "jsonl", str(source))


def open_mei(terminal):
    """Her new conversation; the screen."""
    terminal.until("Baggage fee new")
    terminal.press("Enter")
    terminal.until("charged again for")
    return terminal.until("history all")


def ask_priya(terminal, question):
    """By key, in the conversation that is open."""
    terminal.type("@")
    terminal.until("Pull a specialist in")
    terminal.type("priya")
    terminal.press("Enter")
    terminal.type(question)
    terminal.press("C-s")
    terminal.until("Pull a specialist in", gone=True)
