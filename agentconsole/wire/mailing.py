"""The JSON of channels, of how it stands with them, and of files that were saved."""

from agentconsole.desk.channels import Standing
from agentconsole.settings.channels import Channel, MailServer
from agentconsole.wire.noun import (
    BOOL,
    NUMBER,
    TEXT,
    TEXT_OR_NULL,
    TIME,
    WORD,
    Field,
    Noun,
    array,
    nested,
    optional,
)

server_json = Noun[MailServer](
    "mail server",
    "The server of one direction of a channel.",
    Field("host", TEXT, "its name"),
    Field("port", NUMBER, "its port"),
    Field("security", WORD, "`tls`, `starttls` or `none`"),
    Field("user", TEXT_OR_NULL, "whom to log in as; null for the address, or for no login"),
    Field("auth", WORD, "`password` or `oauth2`"),
    Field("command", TEXT_OR_NULL, "what prints the secret, without its words: `pass …`"),
)

channel_json = Noun[Channel](
    "channel",
    "A mail account, as the configuration of this machine has it. No secret is in it.",
    Field("name", WORD, "what its messages come in by and go out by"),
    Field("kind", WORD, "`email`"),
    Field("desk", TEXT_OR_NULL, "the desk it belongs to; null for the default desk"),
    Field("address", TEXT, "its address"),
    Field("from_name", TEXT_OR_NULL, "what stands behind the writer's name"),
    Field("mailboxes", array(TEXT), "the folders that customers' mail is in"),
    Field("imap", optional(nested(server_json)), "by which mail comes in"),
    Field("smtp", optional(nested(server_json)), "by which it goes out"),
)

standing_json = Noun[Standing](
    "standing",
    "How it stands with a channel.",
    Field("channel", WORD, "its name"),
    Field(
        "connected",
        optional(BOOL),
        "whether its mailboxes could be looked into the last time; null when never",
    ),
    Field("since", optional(TIME), "since when that is so"),
    Field("last_look", optional(TIME), "when that was tried last"),
    Field("last_success", optional(TIME), "when all of them could be looked into last"),
    Field("lag", optional(NUMBER), "seconds since then"),
    Field("flowing", BOOL, "whether mail comes in at this moment: somebody looked just now, and could"),
    Field("left", NUMBER, "mails that are known to wait on the server"),
    Field("error", TEXT_OR_NULL, "why it is not connected"),
    Field("hint", TEXT_OR_NULL, "the next step"),
    Field("waiting", NUMBER, "messages of ours that have not left"),
    Field("stuck", NUMBER, "those of them that could not be sent before"),
    Field("uncertain", NUMBER, "messages of which nobody knows whether they left"),
    Field("failed", NUMBER, "messages that could not be delivered"),
    Field("why", TEXT_OR_NULL, "what was said to the newest of them"),
)

MAILING = (channel_json, server_json, standing_json)
"""All of them, for the reference."""
