"""What customers told us, whom they have met, and who carries what: by command, as a script would."""

from tests.cli.running import MEI, Program, done, refused

ASKED = {
    "order": "Could you send me your order number?",
    "email": "What's the email on your account?",
    "phone": "Can I get a good contact number for you?",
    "device": "May I ask which phone you have?",
    "os": "Are you on iOS or Android?",
    "version": "Would you mind telling us which version of the app you use?",
    "plan": "Are you on the free or the premium plan?",
    "serial": "Can you read me the serial no. on the back?",
    "error": "What does the error message say?",
    "tried": "What have you tried so far?",
    "language": "Which language do you prefer?",
    "zone": "What time zone are you in?",
}
VALUES = {
    "email": MEI,
    "phone": "+64 9 379 1234",
    "device": "iPhone 8",
    "os": "iOS 17.4",
    "version": "5.2.1",
    "plan": "Gold",
    "serial": "SN-99-1",
    "error": "E-17",
    "tried": "restarting it",
    "language": "Portuguese",
    "zone": "Pacific/Auckland",
}
INNOCENT = (
    "I have your order number as A-1042.",
    "There is no need to send your order number again.",
    "We never ask for your password or your phone number.",
    "You will receive an order number by e-mail within the hour.",
    "Has your phone number changed since then?",
    "Is there another e-mail address that we could write to?",
    "Please do not post your phone number here, since everybody can read it.",
    "You can find the serial number on the back of your device.",
    "I know which device you have, and that it was restarted.",
    "Would you like us to change your plan?",
    "Which plan would you like to move to?",
    "Thanks for sending your order number and your e-mail address!",
    "Could you tell me what happened before the error?",
    "Could you restart your phone and tell me whether the error comes back?",
    "Please write your order number on the parcel.",
    "What is the name of the colleague you spoke to?",
    "Contact us by phone or e-mail if the problem with your device returns.",
    "If we need your phone number, we will ask.",
    "You wrote:\n> What is your order number?\nI am sorry that you were asked.",
    "Dear Mei,\n\nyour plan is active again. What else can I do for you?\n\nAna",
)


class TestFacts:
    def test_what_she_told_two_years_and_three_channels_ago_is_known_by_its_entry_and_its_day(
        self, program: Program, told: int
    ) -> None:
        ran = program("check", told, "-t", f"Dear Mei. {ASKED['order']} Yours, Ana", "--json")
        assert (ran.code, ran.err) == (6, "")
        (finding,) = ran.json
        fact = finding["fact"]
        assert (fact["value"], fact["told_at"], fact["channel"]) == (
            "A-1042",
            "2024-03-12T10:00:00Z",
            "phone",
        )
        (call,) = program("history", MEI, "--channel", "phone", "--json").json
        assert (fact["entry"], finding["sentence"]) == (call["id"], ASKED["order"])
        assert finding["instead"] == "I have your order number as A-1042."
        assert done(program("check", told, "-t", finding["instead"], "--json")).json == []

    def test_so_is_each_other_thing_she_told_and_no_innocent_draft_is_found(
        self, program: Program, told: int
    ) -> None:
        for kind, value in VALUES.items():
            done(program("fact", MEI, kind, value))
        for kind, question in ASKED.items():
            ran = program("check", told, "-t", question, "--json")
            assert (ran.code, [finding["kind"] for finding in ran.json]) == (6, [kind]), question
        for draft in INNOCENT:
            ran = program("check", told, "-f", "-", "--json", stdin=draft)
            assert (ran.code, ran.json) == (0, []), draft

    def test_into_a_pipe_the_findings_are_whole_whatever_is_said_of_formats(
        self, program: Program, told: int
    ) -> None:
        piped = program("check", told, "-t", ASKED["order"])
        assert (piped.code, piped.json[0]["fact"]["value"]) == (6, "A-1042")
        assert program("check", told, "-t", ASKED["order"], "-F", "ids").out == "1\n"
        assert "A-1042" in program("check", told, "-t", ASKED["order"], terminal=True).out
        assert refused(program("check", told, "--json"), 2)

    def test_what_is_asked_anyway_is_found_no_more_and_counted(self, program: Program, told: int) -> None:
        counted = done(
            program("repeat", told, 1, ASKED["order"], "--reason", "a second order", "--json")
        ).json
        assert (counted["repeats_asked"], counted["repeats_avoided"]) == (1, 0)
        assert done(program("check", told, "-t", ASKED["order"], "--json")).json == []

    def test_a_newer_value_takes_the_place_of_an_older_one_and_both_can_be_seen(
        self, program: Program, told: int
    ) -> None:
        noted = done(program("fact", MEI, "order number", "B-2000", "--json")).json
        assert (noted["kind"], noted["state"], noted["by"], noted["holds"]) == (
            "order",
            "confirmed",
            "ana",
            True,
        )
        assert [fact["value"] for fact in program("facts", MEI, "--json").json] == ["B-2000"]
        newer, older = program("facts", MEI, "--all", "--json").json
        row = program("facts", MEI, "--all", terminal=True).out.splitlines()[-1].split()
        assert row[-3:] == [str(newer["id"]), str(older["entry"]), "A-1042"]
        assert (older["value"], older["superseded_by"], older["holds"]) == ("A-1042", newer["id"], False)

    def test_what_was_told_before_something_else_says_that_it_holds_no_more(
        self, program: Program, told: int
    ) -> None:
        (call,) = program("history", MEI, "--channel", "phone", "--json").json
        done(program("fact", MEI, "order", "B-2000"))
        words = ("fact", MEI, "order", "A-1000", "--from", call["id"])
        assert done(program(*words)).out.splitlines()[1].endswith("which holds: order B-2000.")
        again = program(*words, "--json").json
        assert (again["holds"], again["superseded_by"]) == (False, 2)

    def test_an_unknown_kind_is_answered_with_those_there_are(self, program: Program, told: int) -> None:
        error = refused(program("fact", MEI, "mood", "calm", "--json"), 2)
        assert "order, email, phone" in error["hint"]

    def test_a_fact_comes_from_an_entry_of_that_customer(self, program: Program, told: int) -> None:
        (theirs,) = program("history", "chat:omar", "--json").json
        error = refused(program("fact", MEI, "order", "X-1", "--from", theirs["id"], "--json"))
        assert "not in the history of Mei Tan" in error["message"]

    def test_what_was_found_wrongly_is_dismissed(self, program: Program, told: int) -> None:
        gone = done(program("dismiss", 1, "--json")).json
        assert (gone["state"], gone["holds"], gone["by"]) == ("dismissed", False, "ana")
        assert program("facts", MEI, "--json").json == []
        assert done(program("check", told, "-t", ASKED["order"], "--json")).json == []
        assert refused(program("dismiss", 99, "--json"), 5)


class TestPeople:
    def test_everybody_a_customer_has_met_stands_first_to_last(self, program: Program, told: int) -> None:
        program("reply", told, "-t", "Dear Mei")
        program("note", told, "-t", "Careful", "--as", "ben")
        assert program("met", MEI, "-F", "ids").out == "ana\n"
        program("ask", told, "@priya", "Twice?")
        program("introduce", told, "@priya")
        program("reply", told, "-t", "I am Priya", "--as", "priya")
        assert program("met", MEI, "-F", "ids").out == "ana\npriya\n"

    def test_the_board_is_one_object_and_no_table_of_one_list(self, program: Program, told: int) -> None:
        program("promise", told, "Refund", "--due", "5m")
        board = program("board", "--json").json
        assert [one["id"] for one in board["waiting"]] == [4, 1, 3, 2]
        assert [one["text"] for one in board["promises"]] == ["Refund"]
        assert [load["agent"] for load in board["loads"]] == ["ana"]
        assert "promises due (1)" in program("board").out
        assert program("board", "-F", "csv").code == 2

    def test_who_leaves_hands_over_first_and_comes_back_by_being_added(
        self, program: Program, told: int
    ) -> None:
        error = refused(program("agent", "remove", "ana", "--as", "ben", "--json"))
        assert f"agentconsole handover {told}" in error["hint"]
        program("close", told)
        left = done(program("agent", "remove", "@ana", "--as", "ben", "--json")).json
        assert left["left_at"]
        assert program("agents", "-F", "ids").out == "ben\npriya\n"
        assert program("agents", "--all", "-F", "ids").out == "ana\nben\npriya\n"
        assert refused(program("note", told, "-t", "still here", "--json"))["rule"] == "here"
        assert program("show", told, "--json").code == 0
        done(program("agent", "add", "ana"))
        done(program("note", told, "-t", "back again"))

    def test_what_somebody_who_left_owned_is_taken_over_by_who_answers(
        self, program: Program, told: int
    ) -> None:
        program("close", told)
        program("agent", "remove", "ana", "--as", "ben")
        error = refused(program("reopen", told, "--as", "ben", "--json"))
        assert f"agentconsole claim {told} takes it over" in error["hint"]
        taken = done(program("claim", told, "--as", "ben", "--json")).json
        assert (taken["owner"], taken["handovers"], taken["specialists"]) == ("ben", 1, ["ana"])
