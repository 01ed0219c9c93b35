"""What every store promises, to be run against each of them.

A test module supplies `store`, an empty store; `new_store`, which makes more of them; and `address`, where
another program finds the first (`tests.store.address`).
"""

from tests.store.contract_conversations import ConversationContract
from tests.store.contract_entries import EntryContract
from tests.store.contract_inbox import InboxContract
from tests.store.contract_keeping import KeepingContract
from tests.store.contract_people import PeopleContract
from tests.store.contract_search import SearchContract
from tests.store.contract_sessions import SessionContract
from tests.store.contract_team import TeamContract


class StoreContract(
    SessionContract,
    PeopleContract,
    ConversationContract,
    InboxContract,
    EntryContract,
    SearchContract,
    KeepingContract,
    TeamContract,
):
    """All of it."""
