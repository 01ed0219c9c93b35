"""While a reply is written: a question that the customer has answered already is pointed out, in one line.

The desk is asked in the background once the writer pauses. Nothing waits for the answer, and an answer to
what has been changed since is dropped.
"""

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic

from agentconsole.desk.api import Outcome
from agentconsole.model import commands
from agentconsole.model.errors import DeskError
from agentconsole.model.fact import Finding
from agentconsole.model.keeping import DraftKind
from agentconsole.show.spans import Role, spans
from agentconsole.tui.controllers.composing import Composing
from agentconsole.tui.controllers.introducing import Introducing
from agentconsole.tui.opened import Opened
from agentconsole.tui.screens import questions
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Handlers
from agentconsole.tui.told import finding_row, follow, introduction_row, told_words
from agentconsole.tui.widgets.one_row import Said

PAUSE_SECONDS = 0.4
"""So long after the last key the reply is looked at."""
GUARD = "guard"


class Minding:
    """The questions of the reply whose answers we have, and the line below it."""

    def __init__(
        self, panes: Panes, composing: Composing, introducing: Introducing, tell: Callable[[], None]
    ) -> None:
        self.panes = panes
        self.introducing = introducing
        self.tell = tell
        """Called when other keys matter than before."""
        self.session = panes.session
        self.composing = composing
        self.composer = panes.composer
        self.findings: tuple[Finding, ...] = ()
        self.counted: set[tuple[int, str]] = set()
        """Conversations and sentences that were avoided: undone and avoided again counts once."""
        self._typed_at = 0.0
        self._timer_runs = False
        self.handlers: Handlers = {
            "composer.instead": self.say_instead,
            "composer.anyway": self.ask_anyway,
        }

    def landed(self, _: Opened) -> None:
        """Another conversation is open: what was found belongs to the one before."""
        self._take(())
        self.changed()

    def changed(self) -> None:
        """The reply, or what is known of the customer, is not what it was: look at it in a while."""
        if self.findings:
            self._take(follow(self.findings, self.composer.text))
        else:
            self.show()
        self._typed_at = monotonic()
        if not self._timer_runs and self.composer.is_open:
            self._wait(PAUSE_SECONDS)

    def _wait(self, seconds: float) -> None:
        self._timer_runs = True
        self.panes.screen.set_timer(seconds, self._time_is_up)

    def _time_is_up(self) -> None:
        self._timer_runs = False
        left = self._typed_at + PAUSE_SECONDS - monotonic()
        if left > 0:
            self._wait(left)
        else:
            self.look()

    def look(self) -> None:
        """Ask the desk which sentences ask for what it knows."""
        desk, paper, text = self.session.desk, self.composing.paper, self.composer.text
        if paper is None or paper.kind is not DraftKind.REPLY or not text.strip():
            self.session.background.drop(GUARD)
            self._take(())
            return
        number = paper.conversation
        self.session.background.ask(
            GUARD, lambda: desk.asked_again(number, text), partial(self._found, number, text), _nothing
        )

    def _found(self, conversation: int, text: str, findings: tuple[Finding, ...]) -> None:
        paper = self.composing.paper
        here = paper is not None and paper.kind is DraftKind.REPLY and paper.conversation == conversation
        if here and self.composer.text == text:
            self._take(findings)

    def _take(self, findings: tuple[Finding, ...]) -> None:
        if findings != self.findings:
            self.findings = findings
            self.composer.writing.mark((each.start, each.end) for each in findings)
        self.show()

    def show(self) -> None:
        """Say below the reply what the sentence under the cursor asks again, else the first that does; else
        that its writer is not known yet."""
        finding, introduction = self.finding, self.introducing.line
        said: Said | None = None
        if finding is not None:
            said = finding_row(self._beside(finding), self.session)
        elif introduction:
            said = introduction_row(introduction, self.session)
        if said != self.composer.about.said:
            self.composer.about.show(said)
            self.tell()

    @property
    def finding(self) -> Finding | None:
        """The sentence under the cursor that asks again, else the first that does."""
        if len(self.findings) < 2:
            return next(iter(self.findings), None)
        cursor = self.composer.writing.cursor
        under = (each for each in self.findings if each.start <= cursor <= each.end)
        return next(under, self.findings[0])

    def _beside(self, finding: Finding) -> tuple[Finding, ...]:
        """All that the same sentence asks for."""
        return tuple(each for each in self.findings if each.start == finding.start)

    def say_instead(self) -> None:
        """What we have takes the place of the question."""
        finding = self.finding
        if finding is None:
            return
        avoided = self._beside(finding)
        self._take(tuple(each for each in self.findings if each not in avoided))
        self.composer.writing.exchange(finding.start, finding.end, finding.instead)
        number = self.panes.conversation.id
        if (number, finding.sentence) not in self.counted:
            self.counted.add((number, finding.sentence))
            for each in avoided:
                self.session.do(repeated(number, each))

    def ask_anyway(self) -> None:
        """The question stays, for a reason that is kept."""
        finding = self.finding
        if finding is None:
            return
        asked, number = self._beside(finding), self.panes.conversation.id
        words = spans(told_words(asked, self.session), Role.MUTED)
        question = questions.repeats.ask_anyway(self.session, number, finding, words)
        self.panes.push(question, partial(self._asked, asked))

    def _asked(self, asked: Sequence[Finding], outcome: Outcome | None) -> None:
        """The reason holds for all that the sentence asks for."""
        if outcome is None or outcome.conversation is None:
            return
        reason = outcome.entries[-1].reason if outcome.entries else ""
        for each in asked[1:]:
            self.session.do(repeated(outcome.conversation.id, each, reason))
        self._take(tuple(each for each in self.findings if each.sentence != asked[0].sentence))


def repeated(conversation: int, finding: Finding, reason: str = "") -> commands.MarkRepeat:
    """That it was not asked again; with a reason, that it was."""
    return commands.MarkRepeat(
        conversation=conversation, fact=finding.fact.id, sentence=finding.sentence, reason=reason
    )


def _nothing(_: DeskError) -> None:
    """The guard is a courtesy: that it could not look is not worth a word."""
