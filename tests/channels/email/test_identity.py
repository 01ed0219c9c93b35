from agentconsole.channels.email import headers
from agentconsole.channels.email.identity import external_id, keys, thread

MAIL = (
    b"Message-ID: <1@x.example>\nFrom: mei@tan.example\nDate: Mon, 1 Jan 2024 10:00:00 +0000\n"
    b"Subject: Bag\n\nHello,\nFrom here.\n"
)


def known_by(raw: bytes) -> str:
    return external_id(raw, *headers.read(raw))


def links(*lines: str) -> tuple[str, ...]:
    return keys(headers.read("\n".join([*lines, "", ""]).encode())[0])


def test_a_mail_is_known_by_its_message_id_and_what_it_says():
    name, _, digest = known_by(MAIL).partition("#")
    assert name == "1@x.example"
    assert len(digest) == 24


def test_the_same_mail_that_came_another_way_is_the_same():
    for other in (
        b"Received: by a.example; Mon, 1 Jan 2024 10:00:01 +0000\nDelivered-To: b\n" + MAIL,
        MAIL.replace(b"\n", b"\r\n"),
        MAIL + b"\n\n",
        MAIL.replace(b"\nFrom here", b"\n>From here"),
        MAIL.replace(b"Subject: Bag", b"Subject:  =?utf-8?q?Bag?="),
    ):
        assert known_by(other) == known_by(MAIL)


def test_another_mail_under_the_same_message_id_is_another():
    others = {
        known_by(MAIL.replace(*change))
        for change in [(b"Hello", b"Goodbye"), (b"mei@", b"thief@"), (b"10:00", b"11:00"), (b"Bag", b"Box")]
    }
    assert len(others | {known_by(MAIL)}) == 5


def test_a_copy_that_goes_elsewhere_or_reads_otherwise_keeps_no_mail_out():
    added = (
        *(b"To: a@x.example", b"Cc: a@x.example", b"Reply-To: thief@x.example", b"Sender: thief@x.example"),
        *(b"References: <other@x.example>", b"In-Reply-To: <other@x.example>"),
        *(b"Content-Type: text/html", b"Content-Type: text/plain; charset=utf-7"),
        *(b"Content-Transfer-Encoding: base64", b"CC: a@x.example\ncc: b@x.example"),
    )
    assert len({known_by(MAIL), *(known_by(each + b"\n" + MAIL) for each in added)}) == len(added) + 1


def test_a_list_of_people_folded_otherwise_is_the_same_list():
    folded, one_line = (b"To: a@x.example,\r\n\tb@x.example\r\n", b"To: a@x.example, b@x.example\n")
    assert known_by(folded + MAIL) == known_by(one_line + MAIL)


def test_a_mail_without_a_message_id_is_known_by_all_its_bytes():
    without = MAIL.partition(b"\n")[2]
    assert known_by(without).startswith("sha256:")
    assert known_by(without) != known_by(without + b"\n")
    assert known_by(b"Message-ID: <>\n" + without).startswith("sha256:")


def test_a_conversation_is_known_by_the_mail_itself_then_by_those_it_follows_the_nearest_first():
    assert links(
        "Message-ID: <3@x>", "In-Reply-To: <2@x>", "References: <0@x> <1@x>", " <2@x>"
    ) == ("mid:3@x", "mid:2@x", "mid:1@x", "mid:0@x")  # fmt: skip


def test_ids_are_found_in_what_programs_write_around_them():
    assert links("In-Reply-To: Your message of Monday <1@x>") == ("mid:1@x",)
    assert links("In-Reply-To: 1@x") == ("mid:1@x",)
    assert links("Message-ID: <a b\n @x>") == ("mid:ab@x",)
    assert links("In-Reply-To: your last letter") == ()


def test_an_address_quoted_in_a_reply_is_no_id():
    found, _ = headers.read(b"In-Reply-To: Your message of Monday, Mei <Mei@tan.example> <1@x>\n\n")
    assert keys(found, frozenset({"mei@tan.example"})) == ("mid:1@x",)


def test_endless_references_keep_the_first_and_the_nearest():
    many = " ".join(f"<{n}@x>" for n in range(1_000))
    found = links("Message-ID: <me@x>", f"References: {many}")
    assert found[:2] == ("mid:me@x", "mid:999@x")
    assert found[-1] == "mid:0@x"
    assert len(found) == 101


def test_an_endless_id_is_shortened_always_the_same_way():
    (one,) = links(f"Message-ID: <{'a' * 5_000}@x>")
    (other,) = links(f"In-Reply-To: <{'a' * 5_000}@x>")
    assert one == other
    assert len(one) < 100


def passed_on(*lines: str) -> list[str]:
    return thread(headers.read("\n".join([*lines, "", ""]).encode())[0])


def test_the_thread_is_passed_on_oldest_first_and_of_a_long_one_the_first_and_the_last():
    whole = passed_on("References: <a@x> <b@x>", " <c@x> <b@x>", "In-Reply-To: <c@x>")
    assert whole == ["a@x", "b@x", "c@x"]
    assert passed_on("In-Reply-To: <c@x> <d@x>") == ["c@x"]
    assert passed_on("Subject: new") == []
    long = "References: " + "\n ".join(f"<{n}@x>" for n in range(50))
    assert passed_on(long) == ["0@x", *(f"{n}@x" for n in range(31, 50))]
