"""One run of the program: who acts, on which desk, and where the answer goes."""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from agentconsole.cli.streams import Streams
from agentconsole.desk.api import Desk, Outcome
from agentconsole.model.commands import Command
from agentconsole.model.errors import Invalid, Misconfigured, NotFound, Refused
from agentconsole.model.link import LinkState
from agentconsole.model.people import Agent
from agentconsole.opening import answered_as_of, open_desk, post_for, token_agent
from agentconsole.opening.naming import desk_name
from agentconsole.settings import confining
from agentconsole.settings.config import Config, acting_agent, asked_agent, load, wanted_desk
from agentconsole.settings.zone import local_zone

if TYPE_CHECKING:
    import typer


class Screens(Protocol):
    """What only the console can show. The commands call it and never load it."""

    def console(self, desk: Desk, *, me: str, config: Config, which: str = "") -> None:
        """Open the console on a desk, which was called so, and come back when it is left."""
        ...

    def demo(self, config: Config) -> None:
        """Open the console on a desk made for the purpose, and throw that away."""
        ...

    def keys(self, config: Config) -> list[tuple[str, str, str, str]]:
        """Every action: its id, where it counts, its keys, and what it does."""
        ...


class Session:
    """The desk and the acting agent, looked up when they are first needed."""

    def __init__(self, streams: Streams, screens: Screens) -> None:
        self.streams = streams
        self.screens = screens
        streams.zone = lambda: self.now.tzinfo
        self.desk_flag: str | None = None
        self.agent_flag: str | None = None
        self.low_bandwidth = False
        self.confined = confining.asked_for()
        """Restricted by an option or the environment; the configuration may do it as well."""
        self.locked = False
        """The command came from outside: which desk and who acts is not for it to say."""
        self.exit_code = 0
        """What the run ends with when nothing raises: 7 where something was only partly done."""

    @cached_property
    def config(self) -> Config:
        """This machine's configuration. What nobody understands in it is said once."""
        config = load()
        for warning in config.warnings:
            self.streams.say(warning, kind="warning")
        return replace(
            config,
            restricted=config.restricted or self.confined,
            low_bandwidth=self.low_bandwidth or config.low_bandwidth,
        )

    def name_desk(self, which: str) -> None:
        """The desk, as an option says it."""
        self._must_be_free("--desk")
        self.desk_flag = which

    def name_agent(self, handle: str) -> None:
        """Who acts, as an option says it."""
        self._must_be_free("--as")
        self.agent_flag = handle

    def _must_be_free(self, option: str) -> None:
        if self.locked:
            raise confining.off(option)

    def permit(self, command: str) -> None:
        """Refuse a command that is off in a restricted account."""
        if command not in confining.READING and self._is_restricted():
            confining.must_only_read(command)

    def _is_restricted(self) -> bool:
        """Also where the configuration cannot be read, which some commands can do without."""
        try:
            return self.config.restricted
        except Misconfigured:
            return self.confined

    def obey(self) -> bool:
        """Where restricted, carry out what was asked of sshd, if it only reads. False when it was nothing."""
        words = confining.commanded() if self.config.restricted and not self.locked else []
        if not words:
            return False
        from agentconsole.cli.run import carry_out

        self.locked = True
        confining.must_only_read(words[0])
        self.exit_code = carry_out(words, self)
        return True

    @property
    def which(self) -> str:
        """The desk that is meant: a path, a URL or a name."""
        return wanted_desk(self.config, self.desk_flag)

    @cached_property
    def whole(self) -> Desk:
        """All of the desk, for what it does by itself. Raises Misconfigured when there is none."""
        return open_desk(self.which, self.config, tell=self.streams.say)

    @cached_property
    def desk(self) -> Desk:
        """The desk as whoever acts sees it; where nothing says who, as everybody does. A server knows who
        asks."""
        if self.whole.link().state is not LinkState.HERE:
            return self.whole
        return self.whole.seen_by(self.maybe_me or "")

    @property
    def now(self) -> datetime:
        """The time on the clock of whoever gave the command."""
        return datetime.now(local_zone(self.config.timezone))

    @cached_property
    def maybe_me(self) -> str | None:
        """The acting agent's handle, if anything says who acts. Raises NotFound for an unknown one. On a
        server the token says it: Refused for another."""
        own = token_agent(self.whole)
        if own:
            must_be_own(own, asked_agent(self.agent_flag))
            return own
        agents = self.whole.agents()
        said = acting_agent(self.config, desk_name(self.which, self.config), self.agent_flag).casefold()
        if not said:
            return agents[0].handle if len(agents) == 1 else None
        return known_agent(said, agents)

    @property
    def me(self) -> str:
        """The acting agent's handle. Raises Invalid when nothing says who acts."""
        if self.maybe_me is None:
            known = ", ".join(f"@{agent.handle}" for agent in self.whole.agents()[:12])
            raise Invalid(
                "Nobody says who acts",
                f"Use --as HANDLE, AGENTCONSOLE_AS, or agentconsole config set me HANDLE. There are: {known}"
                if known
                else "This desk has no agents yet: agentconsole agent add HANDLE",
            )
        return self.maybe_me

    def do(self, command: Command) -> Outcome:
        """Do it as the acting agent."""
        return self.desk.do(command, by=self.me)

    def console(self) -> None:
        """Open the console, and carry the desk's mail while it is open, unless another program does."""
        if self.obey():
            return
        if self.config.restricted:
            confining.confine()
        me, post = self.me, post_for(self.whole, self.which, self.config)
        post.start()
        try:
            self.screens.console(self.desk, me=me, config=self.config, which=self.which)
        finally:
            post.stop()

    def close(self) -> None:
        """Let go of the desk, if it was opened."""
        if "whole" in self.__dict__:
            as_of = answered_as_of(self.whole)
            if as_of is not None:
                when = f"{as_of.astimezone(self.now.tzinfo):%d %b %H:%M}"
                self.streams.say(f"The server cannot be reached. This is as it was on {when}", kind="offline")
            self.whole.close()


def must_be_own(own: str, said: str) -> None:
    """Raise Refused where somebody else is named than the token's agent."""
    if said and said.casefold() != own:
        raise Refused(
            f"You are logged in as @{own}, and cannot act as @{said}",
            "Leave out --as and AGENTCONSOLE_AS, or log in with a token of theirs: agentconsole login URL",
            rule="one's own token",
        )


def known_agent(handle: str, agents: tuple[Agent, ...]) -> str:
    """The handle, when one of the agents has it. Raises NotFound naming the nearest."""
    handles = [agent.handle for agent in agents]
    if handle in handles:
        return handle
    from difflib import get_close_matches

    near = get_close_matches(handle, handles)
    known = ", ".join(f"@{each}" for each in handles[:12])
    hint = f"Did you mean {' or '.join(f'@{each}' for each in near)}?" if near else f"There are: {known}"
    raise NotFound(f"There is no agent @{handle} on this desk", hint if handles else "agentconsole agent add")


def session_of(context: "typer.Context") -> Session:
    """The run a command belongs to."""
    session = context.find_root().obj
    assert isinstance(session, Session)
    return session
