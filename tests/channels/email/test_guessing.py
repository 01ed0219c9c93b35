"""Which charset a text is in that declares none: made of what customers write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.channels.email import charsets
from agentconsole.channels.email.guessing import LOOKED_AT, likely, shown

RUSSIAN = "Здравствуйте! Мой заказ 4711 до сих пор не пришёл. Подскажите, пожалуйста, когда его доставят?"
UKRAINIAN = "Доброго дня! Моє замовлення ще не надійшло. Підкажіть, будь ласка, коли його чекати?"
JAPANESE = "お世話になっております。注文した商品がまだ届いておりません。ご確認をお願いいたします。"
SIMPLIFIED = "您好，我的订单4711还没有收到，请问什么时候可以发货？谢谢！"
TRADITIONAL = "您好，我的訂單4711還沒有收到，請問什麼時候可以發貨？謝謝！"
KOREAN = "안녕하세요. 주문한 상품이 아직 도착하지 않았습니다. 확인 부탁드립니다."
GREEK = "Καλημέρα, η παραγγελία μου δεν έχει φτάσει ακόμα. Μπορείτε να ελέγξετε; Ευχαριστώ"
HEBREW = "שלום, ההזמנה שלי עדיין לא הגיעה. אפשר לבדוק בבקשה? תודה"
ARABIC = "مرحبا، لم يصل طلبي بعد. هل يمكنكم التحقق من فضلكم؟ شكرا"
THAI = "สวัสดีครับ สินค้าที่สั่งยังไม่มาถึงครับ ช่วยตรวจสอบให้หน่อยครับ"
POLISH = "Dzień dobry, moje zamówienie jeszcze nie dotarło. Proszę sprawdzić. Pozdrawiam, Łukasz"
CZECH = "Dobrý den, moje objednávka ještě nedorazila. Můžete prosím zjistit, kde je? Děkuji, Jiří Dvořák"
HUNGARIAN = "Jó napot! A rendelésem még nem érkezett meg. Meg tudnák nézni, hol van? Köszönettel, Erdős Győző"
TURKISH = "Merhaba, siparişim henüz gelmedi. Lütfen kontrol eder misiniz? Teşekkürler, Gülşen Yıldız"
GERMAN = (
    "Sehr geehrte Damen, meine Bestellung ist noch nicht da. Können Sie prüfen, wo sie ist? Grüße, Jürgen"
)
FRENCH = "Bonjour, ma commande n’est pas arrivée. Pourriez-vous vérifier où elle est ? À bientôt, Hélène"
WESTERN = [
    GERMAN, FRENCH, "Grüße", "Café", "Danke, Jürgen", "10 €", "It’s fine", "naïve", "I paid £20.", "für", "à",
    "Ça va?", "“ok”", "Año nuevo", "¿que pasa?", "É isso", "Där är det", "25°C", "30 m³ à 5 €", "Ärger",
    "ÄRGER", "Größe", "don’t", "Jó", "Bestellung für Jørgen Müller", "Þórður Guðmundsson", "CRÉÉ À PARIS",
    "São João, coração", "…“„”", "© 2026 Müller & Söhne", "½ l", "Zoë’s", "———", "œuvre", "‚so‘",
    "«Bien sûr»", "Æblegrød på øen",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "cp866"), (RUSSIAN, "iso-8859-5"),
        (RUSSIAN.upper(), "cp1251"), (RUSSIAN.upper(), "koi8-r"), (UKRAINIAN, "cp1251"),
        ("Привет", "cp1251"), ("Привет", "koi8-r"), ("Спасибо!", "cp1251"), ("Где мой заказ?", "koi8-r"),
        (JAPANESE, "cp932"), (JAPANESE, "euc-jp"), ("こんにちは", "cp932"), ("注文はどこですか", "cp932"),
        (SIMPLIFIED, "gb18030"), ("你好", "gb18030"),
        (TRADITIONAL, "big5"), (KOREAN, "cp949"), ("주문", "cp949"),
        (GREEK, "cp1253"), (GREEK, "iso-8859-7"), (HEBREW, "cp1255"), (HEBREW, "iso-8859-8"),
        (ARABIC, "cp1256"), (THAI, "cp874"),
        (POLISH, "cp1250"), (POLISH, "iso-8859-2"), (CZECH, "cp1250"), (CZECH, "iso-8859-2"),
        (HUNGARIAN, "cp1250"), (TURKISH, "cp1254"),
        *((text, "cp1252") for text in WESTERN),
    ],
)  # fmt: skip
def test_letters_that_nothing_declares_are_read_as_what_they_make_sense_in(text, charset):
    raw = text.encode(charset)
    assert charsets.decode(raw, likely(raw)) == text


def test_a_text_that_begins_in_plain_letters_and_goes_on_for_long_is_read_by_its_first_others():
    raw = b"plain words " * 10_000 + JAPANESE.encode("cp932") * 200
    assert likely(raw) == "shift_jis"
    assert {likely(b"a" * cut + JAPANESE.encode("cp932") * LOOKED_AT) for cut in range(4)} == {"shift_jis"}


def test_letters_within_html_are_read_as_well():
    raw = f'<html><body class="a"><p>{RUSSIAN}</p><b>Привет</b></body>'.encode("cp1251")
    assert likely(raw) == "windows-1251"


def test_bytes_that_are_no_text_are_as_good_as_western():
    assert likely(bytes(range(256)) * 40) == "windows-1252"


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        ("世界".encode("iso-2022-jp"), "iso-2022-jp-ext"),
        ("ｱｲｳ".encode("iso2022_jp_ext"), "iso-2022-jp-ext"),
        (b"\x1b$@@$3&\x1b(J", "iso-2022-jp-ext"),
        ("안녕".encode("iso-2022-kr"), "iso-2022-kr"),
        ("您好".encode("hz"), "hz"),
        ("hi".encode("utf-16"), "utf-16"),
        (b"\xfe\xff\x00h", "utf-16"),
        (b"\x1b[31mred\x1b(B", ""),
        (b"if ~{x} then ~{", ""),
        (b"plain", ""),
    ],
)
def test_some_show_their_charset_themselves(raw, charset):
    assert shown(raw) == charset


@given(st.binary(max_size=60))
def test_any_bytes_have_a_charset_that_can_be_read(raw):
    assert charsets.known(likely(raw))
    assert charsets.known(shown(raw) or "ascii")
