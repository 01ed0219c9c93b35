"""What every store promises of access, presence, and commands that carry a key."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from agentconsole.model.access import Scope, Token
from agentconsole.model.presence import Doing, Presence
from agentconsole.store.base import KEY_DAYS
from tests.store.keep import at, begun, keeping


def token(number, agent="ana", **fields):
    return Token(id=number, agent=agent, name="laptop", made_by=agent, made_at=at(number), **fields)


def there(conversation, agent, *, doing=Doing.LOOKING, since=0.0, until=1.0):
    return Presence(conversation=conversation, agent=agent, doing=doing, since=at(since), until=at(until))


def present(store, minute, **which):
    with store.reading() as read:
        return [(each.conversation, each.agent, each.doing) for each in read.present(at(minute), **which)]


class TeamContract:
    def test_the_restricted_conversations_are_those_that_say_so_now(self, store):
        def make(keep):
            numbers = [begun(keep) for _ in range(4)]
            keep.say(numbers[1], state={"restricted": True, "people": ("ana", "ben")})
            keep.say(numbers[2], state={"restricted": True})
            keep.say(numbers[3], state={"restricted": True})
            keep.say(numbers[3], state={"restricted": False})
            return numbers

        numbers = keeping(store, make)
        with store.reading() as read:
            found = read.restricted()
            assert [(each.id, each.people) for each in found] == [
                (numbers[1], ("ana", "ben")),
                (numbers[2], ()),
            ]
            assert found[0] == read.conversation(numbers[1])

    def test_nothing_is_restricted_on_most_desks(self, store):
        keeping(store, begun)
        with store.reading() as read:
            assert read.restricted() == ()

    def test_what_a_command_did_is_found_by_who_gave_it_and_its_key(self, store):
        keeping(store, lambda keep: keep.write.keep_done("ana", "k1", b"\x00\xff did", now=at(0)))
        keeping(store, lambda keep: keep.write.keep_done("", "k1", b"the desk", now=at(0)))
        with store.reading() as read:
            assert read.done("ana", "k1") == b"\x00\xff did"
            assert read.done("", "k1") == b"the desk"
            assert read.done("ben", "k1") is None
            assert read.done("ana", "k2") is None

    def test_a_key_is_forgotten_after_its_days(self, store):
        later = at(0) + timedelta(days=KEY_DAYS)
        keeping(store, lambda keep: keep.write.keep_done("ana", "old", b"1", now=at(0)))
        keeping(store, lambda keep: keep.write.keep_done("ana", "newer", b"2", now=at(1)))
        keeping(store, lambda keep: keep.write.keep_done("ana", "new", b"3", now=later))
        with store.reading() as read:
            assert [read.done("ana", key) for key in ("old", "newer", "new")] == [b"1", b"2", b"3"]
        just_over = later + timedelta(seconds=1)
        keeping(store, lambda keep: keep.write.keep_done("ben", "x", b"4", now=just_over))
        with store.reading() as read:
            assert [read.done("ana", key) for key in ("old", "newer", "new")] == [None, b"2", b"3"]

    def test_what_comes_to_nothing_leaves_no_key(self, store):
        def fail(keep):
            keep.write.keep_done("ana", "k", b"1", now=at(0))
            raise ValueError("half way")

        with pytest.raises(ValueError, match="half"):
            keeping(store, fail)
        with store.reading() as read:
            assert read.done("ana", "k") is None

    def test_tokens_are_kept_whole_and_found_by_the_hash_of_their_secret(self, store):
        def make(keep):
            numbers = [keep.write.new_token() for _ in range(3)]
            first = token(numbers[0], expires_at=at(99), scope=Scope.READ)
            keep.write.save_token(first, b"one")
            keep.write.save_token(token(numbers[1], "ben"), b"two")
            keep.write.save_token(token(numbers[2]), b"\x00three")
            return first, numbers

        first, numbers = keeping(store, make)
        assert len(set(numbers)) == 3
        with store.reading() as read:
            assert read.token_by_hash(b"one") == first
            assert read.token_by_hash(b"\x00three").id == numbers[2]
            assert read.token_by_hash(b"on") is None
            assert [each.id for each in read.tokens()] == numbers[::-1]
            assert [each.id for each in read.tokens(agent="ana")] == [numbers[2], numbers[0]]
            assert read.tokens(agent="zoe") == ()

    def test_what_is_known_of_a_token_is_kept_as_it_is_now(self, store):
        keeping(store, lambda keep: keep.write.save_token(token(1), b"one"))
        gone = token(1, used_at=at(5), revoked_at=at(7))
        keeping(store, lambda keep: keep.write.save_token(gone))
        with store.reading() as read:
            assert read.token_by_hash(b"one") == gone
            assert read.tokens() == (gone,)

    def test_who_is_in_a_conversation_is_there_until_their_time_is_over(self, store):
        def make(keep):
            one, other = begun(keep), begun(keep)
            keep.write.save_presence(there(one, "ben", since=0.2, until=2))
            keep.write.save_presence(there(one, "ana", since=0.1, until=1))
            keep.write.save_presence(there(other, "ana", doing=Doing.WRITING, since=0.3, until=3))
            return one, other

        one, other = keeping(store, make)
        ana, ben, writing = (one, "ana", "looking"), (one, "ben", "looking"), (other, "ana", "writing")
        assert present(store, 0.5) == [ana, ben, writing]
        assert present(store, 0.5, conversation=one) == [ana, ben]
        assert present(store, 1) == [ben, writing]
        assert present(store, 3) == []

    def test_presence_is_one_of_an_agent_and_a_conversation(self, store):
        number = keeping(store, begun)
        first = there(number, "ana")
        keeping(store, lambda keep: keep.write.save_presence(first))
        now = replace(first, doing=Doing.WRITING, until=at(2))
        keeping(store, lambda keep: keep.write.save_presence(now))
        with store.reading() as read:
            assert read.present(at(1)) == (now,)

    def test_whose_time_was_over_before_somebody_comes_goes_away(self, store):
        number = keeping(store, begun)
        keeping(store, lambda keep: keep.write.save_presence(there(number, "ana", until=1)))
        keeping(store, lambda keep: keep.write.save_presence(there(number, "ben", since=2, until=3)))
        assert present(store, 0.5) == [(number, "ben", "looking")]

    def test_presence_ends_once_and_none_of_it_is_news_by_itself(self, store):
        number = keeping(store, begun)
        with store.reading() as read:
            before = read.latest()
        keeping(store, lambda keep: keep.write.save_presence(there(number, "ana")))
        assert keeping(store, lambda keep: keep.write.drop_presence(number, "ana"))
        assert not keeping(store, lambda keep: keep.write.drop_presence(number, "ana"))
        assert present(store, 0.5) == []
        with store.reading() as read:
            assert read.latest() == before
