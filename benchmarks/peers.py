"""The programs a person could pick instead: installed from Debian where they are missing, and given the
same messages as mail."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from benchmarks import programs
from benchmarks.making import filling
from benchmarks.making.files import Mails, maildir, messages

PACKAGES = {
    "notmuch": "notmuch",
    "mu": "maildir-utils",
    "neomutt": "neomutt",
    "aerc": "aerc",
    "tig": "tig",
    "rg": "ripgrep",
}
PARTS = 5
"""Folders the mails are in, oldest first."""
COMMITS = 5_000
NOTMUCH = """[database]
path={index}
mail_root={mails}
[user]
name=Ana
primary_email=ana@desk.example
[new]
tags=inbox
[maildir]
synchronize_flags=false
"""
NEOMUTT = """set folder={mails}
set spoolfile={mails}/part-{last}
set header_cache={home}/headers
set sort=reverse-date
set help=no
"""
AERC = """[box]
source = maildir://{mails}
default = part-{last}
from = Ana <ana@desk.example>
"""


class Screen(Struct, frozen=True, kw_only=True):
    """A peer as it is started on a terminal."""

    words: tuple[str, ...]
    env: dict[str, str] = {}


def install() -> dict[str, str]:
    """Install what is missing; for each that is missing all the same, why."""
    missing = [name for name in PACKAGES if shutil.which(name) is None]
    if not missing:
        return {}
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return dict.fromkeys(missing, "it is not installed, and installing is not ours to do here")
    for words in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends"]):
        packages = [PACKAGES[name] for name in missing] if words[0] == "install" else []
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", *words, *packages], env=env, capture_output=True, check=False)
    return {name: "apt-get could not install it" for name in missing if shutil.which(name) is None}


def versions(missing: Mapping[str, str]) -> dict[str, str]:
    """What each says of itself."""
    asked = {name: [name, "-v" if name in ("neomutt", "aerc") else "--version"] for name in PACKAGES}
    return {name: missing.get(name) or _version(words) for name, words in asked.items()}


def _version(words: Sequence[str]) -> str:
    said = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d+[\d.]+", said)
    return found[0].rstrip(".") if found else "unknown"


def mails(count: int) -> Path:
    """So many messages in maildirs, made unless they are there already."""
    folder = filling.cache() / f"mails-{count}-{filling.made_by()}"
    if not folder.exists():
        part = folder.with_name(f"{folder.name}.{os.getpid()}.part")
        making, made = Mails(), messages(count)
        mail = ((each, making.mail(each)) for each in made)
        for number in range(PARTS):
            maildir(part / f"part-{number}", (next(mail) for _ in range(count // PARTS)))
        part.rename(folder)
    return folder


class Notmuch:
    """notmuch, with an index of its own."""

    def __init__(self, index: Path, mails: Path) -> None:
        self.index = index
        index.mkdir(parents=True, exist_ok=True)
        config = index.with_name(f"{index.name}.conf")
        config.write_text(NOTMUCH.format(index=index, mails=mails), "utf-8")
        self.env = {"NOTMUCH_CONFIG": str(config)}

    def new(self) -> tuple[str, ...]:
        """Take in what is new in the folders."""
        return ("notmuch", "new", "--quiet", "--no-hooks")

    def search(self, query: str) -> tuple[str, ...]:
        """The newest fifty threads, with who wrote in them and what they are about."""
        return ("notmuch", "search", "--format=json", "--limit=50", "--sort=newest-first", query)


class Mu:
    """mu, with an index of its own."""

    def __init__(self, index: Path) -> None:
        self.index = index

    def make(self, mails: Path) -> tuple[tuple[str, ...], ...]:
        """Index all mails: two commands."""
        home = f"--muhome={self.index}"
        return ("mu", "init", home, f"--maildir={mails}", "--quiet"), ("mu", "index", home, "--quiet")

    def search(self, query: str) -> tuple[str, ...]:
        """The newest fifty messages."""
        return ("mu", "find", f"--muhome={self.index}", "-n", "50", "-s", "d", "-z", query)


def notmuch(mails: Path) -> Notmuch:
    """notmuch with all mails indexed; kept for the next run."""
    index = mails.with_name(f"{mails.name}.notmuch")
    found = Notmuch(index, mails)
    if not (index / "done").exists():
        shutil.rmtree(index / "xapian", ignore_errors=True)
        programs.run(found.new(), env=found.env)
        (index / "done").touch()
    return found


def mu(mails: Path) -> Mu:
    """mu with all mails indexed; kept for the next run."""
    found = Mu(mails.with_name(f"{mails.name}.mu"))
    if not (found.index / "done").exists():
        shutil.rmtree(found.index, ignore_errors=True)
        for words in found.make(mails):
            programs.run(words)
        (found.index / "done").touch()
    return found


def ripgrep(words: str, mails: Path) -> tuple[str, ...]:
    """The files that have the words, in whatever order."""
    return ("rg", "--fixed-strings", "--ignore-case", "--files-with-matches", "--", words, str(mails))


def neomutt(home: Path, mails: Path) -> Screen:
    """neomutt on the newest folder, which it remembers the headers of."""
    config = home / "muttrc"
    config.write_text(NEOMUTT.format(home=home, mails=mails, last=PARTS - 1), "utf-8")
    return Screen(words=("neomutt", "-F", str(config)), env={"HOME": str(home)})


def aerc(home: Path, mails: Path) -> Screen:
    """aerc on the newest folder."""
    config = home / "aerc"
    config.mkdir(exist_ok=True)
    accounts = config / "accounts.conf"
    accounts.write_text(AERC.format(mails=mails, last=PARTS - 1), "utf-8")
    accounts.chmod(0o600)
    return Screen(words=("aerc",), env={"HOME": str(home), "XDG_CONFIG_HOME": str(home)})


def tig(home: Path) -> Screen:
    """tig on a repository with some thousand commits."""
    work = home / "commits"
    subprocess.run(["git", "init", "-q", str(work)], check=True, capture_output=True)
    script = "".join(_commit(number) for number in range(1, COMMITS + 1))
    subprocess.run(["git", "-C", str(work), "fast-import", "--quiet"], input=script.encode(), check=True)
    return Screen(words=("tig", "-C", str(work), "main"), env={"HOME": str(home)})


def _commit(number: int) -> str:
    words, at = f"commit number {number} that changes something", 1_546_300_000 + number * 3600
    said = f"data {len(words)}\n{words}\n"
    before = f"from :{number - 1}\n" if number > 1 else ""
    head = f"commit refs/heads/main\nmark :{number}\ncommitter Ana <ana@desk.example> {at} +0000\n"
    return f"{head}{said}{before}M 644 inline f{number % 7}\n{said}\n"
