"""Names and links that pass for others are seen through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.rules.lookalikes import lying_link, mixed_scripts, passes_for, skeleton

COLLEAGUES = ["Ana Ruiz", "ben", "Tan & Sons Support"]


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("ana ruiz", "Ana Ruiz"),
        ("Аnа Ruiz", "Ana Ruiz"),  # Cyrillic a
        ("Αna Ruiz", "Ana Ruiz"),  # Greek capital alpha
        ("Ａｎａ　Ｒｕｉｚ", "Ana Ruiz"),  # fullwidth
        ("Ana  Ruiz", "Ana Ruiz"),
        ("Ána Ruíz", "Ana Ruiz"),
        ("An\u200ba Ruiz", "Ana Ruiz"),
        ("\u200b" * 999 + "Ana Ruiz", "Ana Ruiz"),
        ("Ana Ru1z", "Ana Ruiz"),
        ("Ana-Ruiz (Support)", "Ana Ruiz"),
        ("BEN", "ben"),
        ("Веn", "ben"),
        ("𝐛𝐞𝐧", "ben"),
        ("TAN & S0NS SUPP0RT", "Tan & Sons Support"),
    ],
)
def test_a_name_that_looks_like_a_colleagues_is_recognised(name: str, of: str) -> None:
    assert passes_for(name, COLLEAGUES) == of


@pytest.mark.parametrize("name", ["Mei Tan", "Ben Ito", "Ruiz", "Anna Ruiz", "", "​", "日本", "Иван"])
def test_another_name_passes_for_nobody(name: str) -> None:
    assert passes_for(name, [*COLLEAGUES, ""]) is None


@pytest.mark.parametrize(
    ("one", "other"), [("Modern", "Modem"), ("paypaI", "paypal"), ("vvilliam", "william"), ("O", "0")]
)
def test_letters_that_look_alike_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@given(st.text(st.characters()))
def test_every_text_has_a_skeleton_that_is_its_own(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(skeleton(skeleton(text)))
    assert isinstance(mixed_scripts(text), bool)


def test_a_word_in_letters_of_two_alphabets_is_seen_and_a_name_written_twice_is_not() -> None:
    assert mixed_scripts("Mei Аnders")
    assert mixed_scripts("pаypal")
    assert not mixed_scripts("Ivan Иван")
    assert not mixed_scripts("Müller 陳大文 O'Brien-Łuczak")


@pytest.mark.parametrize(
    ("text", "href", "real"),
    [
        ("https://bank.example", "https://evil.example/bank.example", "evil.example"),
        ("bank.example/login", "http://bank.example.evil.example/", "bank.example.evil.example"),
        ("https://bank.example", "https://bank.example@evil.example/", "evil.example"),
        ("https://bank.example@evil.example", "https://bank.example@evil.example", "evil.example"),
        ("bank.example", "https:\\\\evil.example\\x", "evil.example"),
        ("bank.example", "//evil.example", "evil.example"),
        ("bank.example", "ht\ntp://evil.example", "evil.example"),
        ("apple.com", "https://аррӏе.com", "xn--80ak6aa92e.com"),
        ("ana@desk.example", "mailto:eve@evil.example?subject=x", "evil.example"),
        ("ｂａｎｋ.example", "https://evil.example", "evil.example"),
        ("bank.example", "https://[evil", "[evil"),
        ("bank\u200b.example", "https://evil.example", "evil.example"),
    ],
)
def test_a_link_that_names_another_host_than_its_target_lies(text: str, href: str, real: str) -> None:
    assert lying_link(text, href) == real


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("click here", "https://evil.example"),
        ("https://bank.example/a", "https://bank.example/b"),
        ("bank.example", "https://www.bank.example"),
        ("www.bank.example", "https://bank.example"),
        ("BANK.example.", "https://bank.example"),
        ("bücher.example", "https://xn--bcher-kva.example"),
        ("mei@tan.example", "mailto:mei@tan.example"),
        ("version 3.11 is out", "https://python.example"),
        ("", ""),
    ],
)
def test_an_honest_link_is_left_alone(text: str, href: str) -> None:
    assert lying_link(text, href) is None


@given(st.text(st.characters()), st.text(st.characters()) | st.text(":/@[]?#\\.a").map("http://{}".format))
def test_no_link_is_too_strange_to_judge(text: str, href: str) -> None:
    lying_link(text, href)
    assert (
        lying_link("bank.example", f"https://evil.example/{text.encode('utf-8', 'replace').hex()}")
        == "evil.example"
    )
