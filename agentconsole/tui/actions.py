"""Every key and command of the console, declared once.

Keys, help, palette, the strip of what can follow a prefix, and the reference page are all made from
this table. A key is written as it is typed: `r`, `@`, `ctrl+s`, `f4`, or two of them for a chord,
`g i`. What an action does is the business of the screen that offers it.
"""

from agentconsole.model import commands as c
from agentconsole.tui import state as only
from agentconsole.tui.action import Action, Where
from agentconsole.tui.action import declared as _in
from agentconsole.tui.actions_knowing import KNOWING, KNOWN_ELSEWHERE
from agentconsole.tui.actions_mail import CUSTOMER_MAIL, READING_MAIL, WRITING_MAIL
from agentconsole.tui.actions_writing import COMPOSER

__all__ = ["ACTIONS", "BY_ID", "PREFIXES", "Action", "Where"]

_E, _D, _R = Where.EVERYWHERE, Where.DESK, Where.READING

EVERYWHERE = (
    _in(_E, "app.back", "Back", "q", "escape", help="At the top it asks whether to leave.", palette=False),
    _in(_E, "app.search", "Search everything", "/", "g s", help="The whole desk, newest first."),
    _in(_E, "app.command", "Command line", ":", help="The same verbs as the commands, with completion."),
    _in(
        _E,
        "app.palette",
        "Palette",
        "ctrl+p",
        help="Everything by name; people and matters too.",
        palette=False,
    ),
    _in(_E, "app.help", "Keys", "?", "f1", footer="keys"),
    _in(_E, "app.next_pane", "Next pane", "tab", palette=False),
    _in(_E, "app.previous_pane", "Previous pane", "shift+tab", palette=False),
    _in(
        _E,
        "app.undo",
        "Take the reply back",
        "z",
        help="While it has not left; its text is the draft again.",
        commands=(c.Unsend,),
        blocked=only.to_undo,
    ),
    _in(_E, "app.quit", "Leave the console", "ctrl+q"),
    _in(_E, "app.redraw", "Draw the screen again", "ctrl+l"),
    _in(_E, "app.theme", "Next theme"),
    _in(_E, "go.mine", "My inbox", "g i"),
    _in(_E, "go.asks", "Asks of me", "g a"),
    _in(_E, "go.unowned", "What nobody owns", "g u"),
    _in(_E, "go.waiting", "What waits on the customer", "g w"),
    _in(_E, "go.all", "Every conversation", "g e"),
    _in(_E, "go.customers", "Customers", "g c"),
    _in(_E, "go.promises", "What we promised", "g p", help="Broken first, then due first."),
    _in(_E, "go.kept", "What waits for the link", "g k", help="Given while the desk was out of reach."),
    _in(_E, "go.board", "The board", "g l", help="Who waits, what is due, who needs a hand."),
    _in(
        _E,
        "conversation.start",
        "Begin a conversation",
        commands=(c.Start,),
        help="You write first, and own it.",
    ),
    _in(_E, "people.add", "Add a colleague", commands=(c.AddAgent,)),
    _in(
        _E,
        "people.leave",
        "A colleague leaves",
        commands=(c.RemoveAgent,),
        help="Whatever they own is handed over first.",
    ),
)

LISTS = (
    _in(Where.LISTS, "list.down", "Down", "j", "down", palette=False),
    _in(Where.LISTS, "list.up", "Up", "k", "up", palette=False),
    _in(Where.LISTS, "list.page_down", "Half a page down", "ctrl+d", "pagedown", palette=False),
    _in(Where.LISTS, "list.page_up", "Half a page up", "ctrl+u", "pageup", palette=False),
    _in(Where.LISTS, "list.first", "First", "g g", "home", palette=False),
    _in(Where.LISTS, "list.last", "Last", "G", "end", palette=False),
    _in(
        Where.LISTS,
        "list.open",
        "Open",
        "enter",
        help="What was said counts as read, a question to you as seen.",
        commands=(c.MarkRead, c.See),
        footer="open",
        palette=False,
    ),
)

VIEWS = (
    _in(_D, "view.mine", "View: mine", "1", palette=False),
    _in(_D, "view.asked", "View: asked of me", "2"),
    _in(_D, "view.unowned", "View: unowned", "3", palette=False),
    _in(_D, "view.waiting", "View: waiting", "4", palette=False),
    _in(_D, "view.all", "View: all", "5", palette=False),
    _in(_D, "list.toggle", "The list of conversations", "i", help="On a narrow screen it is a drawer."),
    _in(_D, "conversation.next", "Next conversation", "J"),
    _in(_D, "conversation.previous", "Previous conversation", "K"),
)

CONVERSATION = (
    _in(_D, "conversation.reply", "Reply", "r", commands=(c.Reply,), footer="reply", blocked=only.to_reply),
    _in(_D, "conversation.note", "Note", "c", commands=(c.Note,), footer="note", blocked=only.nothing_open),
    _in(
        _D,
        "conversation.ask",
        "Pull a specialist in",
        "@",
        help="One question, about the entries marked with space.",
        commands=(c.Ask,),
        footer="ask",
        blocked=only.to_ask,
    ),
    _in(
        _D,
        "ask.take",
        "Take the suggested reply",
        "t",
        help="Into the draft, below what is there.",
        footer="take the reply",
        blocked=only.to_take,
    ),
    _in(
        _D,
        "ask.answer",
        "Answer the question",
        "a",
        commands=(c.Answer,),
        footer="answer",
        blocked=only.to_answer,
    ),
    _in(_D, "ask.decline", "Decline the question", "D", commands=(c.Decline,), blocked=only.to_answer),
    _in(_D, "ask.withdraw", "Withdraw a question", "W", commands=(c.Withdraw,), blocked=only.to_withdraw),
    _in(_D, "conversation.close", "Close", "e", commands=(c.Close,), blocked=only.to_close),
    _in(
        _D,
        "conversation.close_next",
        "Close, and open the next",
        "E",
        commands=(c.Close,),
        blocked=only.to_close,
    ),
    _in(_D, "conversation.reopen", "Reopen", "R", commands=(c.Reopen,), blocked=only.to_reopen),
    _in(_D, "conversation.snooze", "Snooze", "s", commands=(c.Snooze,), blocked=only.to_snooze),
    _in(_D, "conversation.wake", "Wake", "w", commands=(c.Wake,), blocked=only.to_wake),
    _in(
        _D,
        "note.acknowledge",
        "Acknowledge the note",
        "A",
        "f2",
        help="The note that stands above the thread until you have read it; f2 also while writing.",
        commands=(c.Acknowledge,),
        footer="acknowledge the note",
        blocked=only.to_acknowledge,
    ),
    _in(_D, "conversation.customer", "The customer, full width", "u", blocked=only.nothing_open),
    _in(_D, "copy.entry", "Copy the entry", "y", blocked=only.an_entry),
    _in(_D, "copy.number", "Copy the conversation's number", "Y", blocked=only.nothing_open),
)

PEOPLE = (
    _in(_D, "owner.claim", "Claim", "o c", commands=(c.Claim,), footer="claim", blocked=only.to_claim),
    _in(_D, "owner.handover", "Hand over", "o h", commands=(c.HandOver,), blocked=only.to_hand_over),
    _in(
        _D,
        "owner.accept",
        "Accept the handover",
        "o a",
        commands=(c.AcceptHandOver,),
        footer="accept",
        blocked=only.to_accept,
    ),
    _in(
        _D,
        "owner.refuse",
        "Refuse, or call it off",
        "o x",
        commands=(c.RefuseHandOver,),
        blocked=only.to_refuse,
    ),
    _in(_D, "owner.introduce", "Introduce", "o i", commands=(c.Introduce,), blocked=only.to_introduce),
    _in(_D, "owner.release", "Release", "o r", commands=(c.Release,), blocked=only.to_release),
    _in(
        _D,
        "owner.restrict",
        "Restrict to its people",
        "o p",
        help="Only they see it, in whatever list, search or history.",
        commands=(c.Restrict,),
        blocked=only.to_restrict,
    ),
    _in(
        _D,
        "owner.unrestrict",
        "Open to everybody",
        "o e",
        commands=(c.Unrestrict,),
        blocked=only.to_unrestrict,
    ),
    _in(_E, "owner.standin", "Stand-in", "o s", commands=(c.StandIn,)),
    _in(_E, "owner.back", "I am back", "o b", commands=(c.Return,), blocked=only.to_come_back),
)

READING = (
    _in(_R, "entry.mark", "Mark for an ask", "space", footer="mark", blocked=only.an_entry),
    _in(_R, "entry.quote", "Quote into the draft", ">", footer="quote", blocked=only.an_entry),
    _in(_R, "history.search", "Search in the history", "/", footer="search", blocked=only.nothing_open),
    _in(_R, "history.next_found", "Next found", "n"),
    _in(_R, "history.previous_found", "Previous found", "N"),
    _in(_R, "history.older", "Conversation before", "]", blocked=only.nothing_open),
    _in(_R, "history.newer", "Conversation after", "[", blocked=only.nothing_open),
    _in(_R, "history.filter", "Only a channel or kind", "F", blocked=only.nothing_open),
    _in(_R, "history.date", "Go to a date", "d", blocked=only.nothing_open),
)

ELSEWHERE = (
    _in(Where.ASKS, "asks.answer", "Answer", "a", footer="answer", palette=False),
    _in(Where.ASKS, "asks.decline", "Decline", "D", footer="decline", palette=False),
    _in(Where.KEPT, "kept.drop", "Give it up", "x", "delete", footer="give it up", palette=False),
    _in(Where.SEARCH, "search.edit", "Change the search", "/", "i", footer="search", palette=False),
    _in(Where.CUSTOMER, "customer.link", "Add an address", "l", commands=(c.LinkIdentity,)),
    _in(Where.CUSTOMER, "customer.merge", "Merge with another", "m", commands=(c.MergeCustomers,)),
    _in(Where.CUSTOMER, "customer.unmerge", "Unmerge", "u", commands=(c.UnmergeCustomers,)),
    _in(Where.FORM, "form.enter", "Next field, or the answer", "enter", palette=False),
    _in(Where.FORM, "form.next", "Next field", "tab", palette=False),
    _in(Where.FORM, "form.previous", "Previous field", "shift+tab", palette=False),
    _in(Where.FORM, "form.down", "Next choice", "down", palette=False),
    _in(Where.FORM, "form.up", "Previous choice", "up", palette=False),
    _in(Where.FORM, "form.submit", "Do it", "ctrl+s", palette=False),
    _in(Where.FORM, "form.cancel", "Never mind (what was typed is kept)", "escape", palette=False),
    _in(Where.COMMAND, "command.run", "Do it", "enter", palette=False),
    _in(Where.COMMAND, "command.complete", "Complete the word", "tab", palette=False),
    _in(Where.COMMAND, "command.leave", "Never mind", "escape", palette=False),
    _in(Where.PALETTE, "palette.pick", "Do it, or go there", "enter", palette=False),
    _in(Where.PALETTE, "palette.down", "Next", "down", palette=False),
    _in(Where.PALETTE, "palette.up", "Previous", "up", palette=False),
    _in(Where.PALETTE, "palette.leave", "Never mind", "escape", palette=False),
)

ACTIONS = (
    *EVERYWHERE,
    *LISTS,
    *VIEWS,
    *CONVERSATION,
    *KNOWING,
    *PEOPLE,
    *READING,
    *READING_MAIL,
    *COMPOSER,
    *WRITING_MAIL,
    *ELSEWHERE,
    *CUSTOMER_MAIL,
    *KNOWN_ELSEWHERE,
)
BY_ID = {action.id: action for action in ACTIONS}

PREFIXES = {"g": "go to", "o": "owner and people"}
"""What the strip says after the first key of a chord."""
