"""The files of a mail, taken out of its bytes when somebody wants one."""

from agentconsole.channels.email import inside, parts, reading, tnef
from agentconsole.model.errors import NotFound


def attachment(original: bytes, index: int) -> bytes:
    """The decoded bytes of the attachment that is listed at this place, counted from 0.

    Raises NotFound when the mail has none there.
    """
    whole = parts.with_lines(original)
    listed = reading.read(whole, parts.split(whole)).listed
    if not 0 <= index < len(listed):
        raise NotFound(f"Attachment {index + 1}", f"The message has {len(listed)}")
    content = inside.content(whole, listed[index].part)
    if listed[index].inner < 0:
        return content
    winmail = tnef.read(content)
    return winmail.files[listed[index].inner].content if winmail else b""
