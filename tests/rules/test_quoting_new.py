"""What is new is never folded away: weak evidence of something old folds nothing, or only what is marked."""

import pytest

from agentconsole.rules.quoting import folds

BAG = "The bag will arrive Monday."
NEVER = "It did not arrive. Please refund me."
MEMORIES = """
On 3 March 2026 you wrote:
On 3 March 2026 at 17:21 you wrote:
On 3 March 2026 at 17:21 Ana Ruiz wrote:
On 3 March 2026 at 17:21, support@shop.example wrote:
On 3 March 2026 Ana Ruiz <ana@desk.example> wrote:
Am 3. März 2026 schrieben Sie:
Am 3. März 2026 haben Sie geschrieben:
Am 03.03.26 um 17:21 Uhr schrieb mir Ana Ruiz:
Le 3 mars 2026 vous avez écrit :
El 3 de marzo de 2026 usted escribió:
Em 3 de março de 2026 a Ana escreveu:
Il 3 marzo 2026 mi ha scritto:
Op 3 maart 2026 schreef u:
Den 3. marts 2026 skrev Ana:
Den 3 mars 2026 skrev ni:
W dniu 3 marca 2026 pani napisała:
3 марта 2026 вы писали:
2026年3月3日のメール:
2026年3月3日，你们写道：
""".strip().splitlines()
STORIES = """
On 3 March 2026 at 17:21 I sent it back and you wrote:
On my order of 3 March 2026 the colour is wrong, please refund me. You wrote:
ON 3 MARCH 2026 I SENT IT BACK. YOU WROTE:
At 17:21 on 3 March 2026 nobody was there! Ana Ruiz <ana@desk.example> wrote:
Am 3. März 2026 um 17:21 kam die Ware kaputt an, Sie schrieben:
Le 3 mars 2026 à 17:21 le sac est arrivé cassé, vous avez écrit :
""".strip().splitlines()
FORMS = """
From: Mei Tan <mei@tan.example>
Subject: refund
Date: 3 March 2026 17:21
~
From: Mei Tan <mei@tan.example>
Date: 3 March 2026 17:21
Subject: refund
Phone: 030 1234
~
From: Mei Tan <mei@tan.example>
To: info@shop.example
Date: 3 March 2026 17:21
Subject: refund
Order: A-1042
~
________________________________
From: Mei Tan <mei@tan.example>
Subject: refund
~
Von: Mei Tan <mei@tan.example>
Betreff: Erstattung
Datum: 03.03.2026 17:21
~
De : Mei Tan <mei@tan.example>
Objet : remboursement
Date : 03/03/2026 17:21
""".strip().split("\n~\n")
AFTERTHOUGHTS = """
One more thing: the order is A-1042 now
and the colour is blue
~
PS: the order is A-1042
~
PS the order is A-1042
~
P.S. blue
~
Please send it to the new address.
~
Noch etwas: die Bestellung ist jetzt A-1042 und die Farbe ist blau
~
Encore une chose : la commande est maintenant A-1042
~
Una cosa más: ahora el pedido es A-1042 y el color es azul
~
Ancora una cosa: il colore è blu
~
Jeszcze jedno: kolor jest niebieski
~
Забыла написать: цвет теперь синий
~
追伸：注文番号はA-1042です
~
另外：订单号是A-1042
""".strip().split("\n~\n")
NO_LAWYERS = """
I received this email in error, I never ordered a bag and I have never been to your shop, so please tell me
what this is all about now.
~
I received this email in error. I am not the intended recipient.
~
We received this email in error, we are not the intended recipient.
~
The note on the parcel says that it is confidential, and nobody here knows what is meant with that, so the
parcel goes back to your shop on Monday.
~
Is the intended recipient of this e-mail somebody else, and is confidential what it says?
~
Diese Mail habe ich irrtümlich erhalten, und dass sie vertrauliche Informationen hat, wusste ich nicht.
~
J'ai reçu ce message par erreur et il est confidentiel, je n'ai rien commandé.
~
Ho ricevuto questo messaggio per errore, sono informazioni riservate, non ho ordinato nulla.
~
Я получила это: вы получили это сообщение по ошибке, конфиденциальная информация.
~
这封邮件含保密信息，我错误地收到了。
""".strip().split("\n~\n")


def what_folds(text: str) -> str:
    """The folded lines."""
    lines = text.split("\n")
    return "\n".join("\n".join(lines[fold.first : fold.last + 1]) for fold in folds(text))


@pytest.mark.parametrize("memory", [*MEMORIES, *STORIES])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_follows_words_that_remember_a_mail_stays_open(memory, gap):
    assert folds(f"Hello,\n\n{memory}{gap}{BAG}\n\n{NEVER}") == ()
    assert folds(f"Hello,\n\n{memory}{gap}{BAG} {NEVER}") == ()


@pytest.mark.parametrize("memory", MEMORIES)
def test_under_words_that_remember_a_mail_only_marked_lines_fold(memory):
    assert what_folds(f"Hello,\n{NEVER}\n\n{memory}\n> {BAG}") in (f"{memory}\n> {BAG}", f"> {BAG}")


@pytest.mark.parametrize("story", STORIES)
def test_above_a_quote_a_story_stays_open(story):
    assert what_folds(f"Hello,\n\n{story}\n> {BAG}") == f"> {BAG}"


def test_a_list_of_what_happened_stays_open():
    days = (3, 5, 9)
    for form in ("On {} March 2026 Ana wrote:", "On {} March 2026 at 17:21, ana@desk.example wrote:"):
        told = "\n".join(f"{form.format(day)}\nit is late." for day in days)
        assert folds(f"This is what happened.\n\n{told}\n\n{NEVER}") == ()
    program = "On {} March 2026 at 17:21, Ana <ana@desk.example> wrote:"
    told = "\n".join(f"{program.format(day)}\nit is late." for day in days)
    assert folds(f"This is what happened:\n\n{told}\n\n{NEVER}") == ()
    assert folds(f"This is what happened.\n{told}\n\n{NEVER}") == ()


def test_one_sentence_that_is_all_there_is_below_is_what_was_written():
    assert what_folds(f"{NEVER}\n\nOn 3 March 2026 you wrote:\n\n{BAG}").endswith(BAG)
    assert folds(f"{NEVER}\n\nOn 3 March 2026 you wrote:\n\nMonday, but it did not arrive.") == ()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("above", ["New request", "You have mail from the website:\nhave a nice day"])
def test_what_a_website_sends_stays_open(form, above):
    for text in (
        f"{above}\n\n{form}\n\n{NEVER}",
        f"{above}\n\n{form}\nMessage: {NEVER}",
        f"{NEVER}\n\n{form}",
    ):
        assert folds(text) == ()


def test_a_block_that_a_sentence_or_a_form_announces_stays_open():
    block = "From: Mei <mei@tan.example>\nSent: 3 March 2026 17:21\nTo: info@shop.example\nSubject: refund"
    assert what_folds(f"Thank you.\n\n{block}\n\n{BAG}") == f"{block}\n\n{BAG}"
    assert folds(f"Somebody has filled in the form:\n\n{block}\n\n{NEVER}") == ()
    for label in ("Message", "Nachricht", "Mensaje", "Сообщение", "留言"):
        assert folds(f"New request\n\n{block}\n\n{label}:\n{NEVER}") == ()


def test_words_between_headers_and_a_quote_stay_open():
    block = "From: Mei <mei@tan.example>\nSubject: refund\nDate: 3 March 2026 17:21"
    assert what_folds(f"New request\n\n{block}\n\n{NEVER}\n\n> {BAG}") == f"> {BAG}"
    assert what_folds(f"Yes.\n\nOriginal message:\n{NEVER}\n\n> {BAG}") == f"> {BAG}"


@pytest.mark.parametrize("line", ["Original message:", "Original:", "-- Original --", "Originalnachricht:"])
def test_a_heading_without_a_header_below_it_hides_nothing(line):
    assert folds(f"Hello,\n\n{line}\n{BAG}\n\n{NEVER}") == ()


@pytest.mark.parametrize("afterthought", AFTERTHOUGHTS)
def test_an_afterthought_below_a_signature_stays_open(afterthought):
    for above in ("Best regards\nMei", "Best regards,\n\nMei Tan\nTan & Sons\n+49 30 1234"):
        assert afterthought not in what_folds(f"It is late.\n\n{above}\n\n{afterthought}")
        assert afterthought not in what_folds(f"It is late.\n\n{above}\n\n{afterthought}\n\n> {BAG}")


@pytest.mark.parametrize("afterthought", [*AFTERTHOUGHTS[:4], "I forgot that my order is A-1042 now."])
@pytest.mark.parametrize("dashes", ["-- ", "--"])
def test_an_afterthought_stays_open_even_below_two_dashes(afterthought, dashes):
    assert afterthought not in what_folds(f"It is late.\n{dashes}\nMei\nTan & Sons\n\n{afterthought}")


def test_sentences_below_a_line_of_two_dashes_are_no_signature():
    assert folds("Hello\n--\nMy order is late.\nPlease send it.") == ()
    assert what_folds("Hello\n-- \nMei\n\nBags for the whole world, made by hand.").startswith("-- ")


@pytest.mark.parametrize("said", NO_LAWYERS)
def test_what_customers_say_of_a_mail_is_no_disclaimer(said):
    assert folds(f"Hello\n\n{said}") == ()
    assert said not in what_folds(f"Hello\n\n{said}\n\nBest regards\nMei\nTan & Sons")
    assert folds(f"{said}\n\nHello") == ()


def test_a_disclaimer_in_one_phrase_stands_below_a_signature():
    line = "Registered in England, number 1234."
    assert what_folds(f"Yes.\n\n-- \nMei\n\n{line}").endswith(line)
    assert folds(f"Yes.\n\n{line}") == ()


def test_what_a_customer_says_at_the_top_is_no_warning():
    said = "The external email of the shop does not work, and whoever writes there gets it back after a week."
    assert folds(f"{said} That is bad.\n\nBye") == ()
    assert what_folds("[EXTERNAL EMAIL]\n\nHello") == "[EXTERNAL EMAIL]"


def test_a_line_across_does_not_make_a_list_of_a_customer_a_footer():
    assert folds("Hello\n\n------\nThe list of what is missing:\nhttps://tan.example/missing") == ()


@pytest.mark.parametrize(
    "line",
    [
        "Wiadomość napisana przez Ana Ruiz <ana@desk.example> w dniu 3 mar 2026, o godz. 17:21:",
        "Wiadomość napisana przez Ana Ruiz w dniu 3 mar 2026, o godz. 17:21:",
        "Às 17:21 de 03/03/2026, Ana Ruiz escreveu:",
        "Às 17:21 de 03/03/2026, Ana Ruiz <ana@desk.example> escreveu:",
        "Am 03.03.26, 17:21 schrieb Ana Ruiz <ana@desk.example>.",
        "Am 03.03.2026 um 17:21 schrieb Ana Ruiz <ana@desk.example>.",
        "On 3 Mar 2026 17:21, Ana Ruiz <ana@desk.example> wrote.",
    ],
)
def test_lines_that_some_programs_write_fold_with_the_quote_below(line):
    assert what_folds(f"Yes.\n\n{line}\n> {BAG}") == f"{line}\n> {BAG}"
    without_marks = f"{line}\n\n{BAG}\n{NEVER}"
    assert what_folds(f"Yes.\n\n{without_marks}") == (without_marks if "@" in line else "")


SHORT = """
Please refund me
refund me please
Bitte sofort zurückrufen
Rechnung fehlt noch
Falta la factura todavía
Il manque encore la facture
Factuur ontbreekt nog
订单还没到
返金してください
Order: A-1042
Bestellnummer: 1042531
Colour: blue
""".strip().splitlines()


@pytest.mark.parametrize("said", SHORT)
def test_even_a_few_words_below_a_greeting_and_a_name_stay_open(said):
    for above in ("Best regards\nMei", "Best regards\nMei Tan\nTan & Sons\n+49 30 1234"):
        assert folds(f"It is late.\n\n{above}\n\n{said}") == ()


def test_what_stands_on_a_card_folds():
    card = (
        "Best regards,\n\nMei Tan\nHead of Customer Service\n\nTel.: +49 30 1234\nE-Mail: mei@tan.example\n"
    )
    card += "Fax: 1234\nwww.tan.example\nGeschäftsführer: Mei Tan\nM: 1234"
    assert what_folds(f"It is late.\n\n{card}") == card


def test_two_dashes_do_not_hide_a_sentence_that_somebody_says_of_themselves():
    assert folds("Hello\n-- \nMy order is late and I want to have it refunded today.") == ()
    assert what_folds("Hello\n-- \nMy name is Mei") == "-- \nMy name is Mei"


@pytest.mark.parametrize(
    "line",
    ["Sent by DHL on Monday", "Sent with DHL, Monday", "Gesendet mit DHL am Montag", "Enviado por Correos"],
)
def test_what_went_by_post_is_not_what_a_telephone_adds(line):
    assert folds(f"Where is it?\n\n{line}") == ()


def test_a_journey_with_its_date_and_subject_stays_open():
    journey = "From: Berlin\nTo: Hamburg\nDate: 3 May 2026\nSubject: train"
    assert folds(f"Hello,\n\n{journey}\n\nIs there a train?") == ()


CARDS = """
Mit freundlichen Grüßen

i. A. Max Muster
Vertrieb Innendienst

Muster GmbH & Co. KG
Musterstraße 1 | 10115 Berlin
Tel.: +49 30 123456-0
max@muster.example | www.muster.example
~
Cordialement,

Jean Dupont
Responsable du service client
12 rue de la Paix
75002 Paris
Tél. : 01 23 45 67 89
~
Saludos cordiales,

Juan Pérez
Jefe de Compras
Calle Mayor, 1 - 28013 Madrid
Móvil: 600 123 456
~
Cordiali saluti,

Mario Rossi
Ufficio Acquisti
Via Roma, 1 - 20100 Milano
Tel. 02 1234567 - Fax 02 1234568
~
Met vriendelijke groet,

Jan de Vries
Manager Inkoop
T +31 20 123 4567
KvK: 12345678
~
Z poważaniem

Jan Kowalski
Kierownik Działu Zakupów
ul. Długa 1, 00-001 Warszawa
tel. kom.: 600 123 456
~
С уважением,

Иван Иванов
Менеджер по закупкам
тел.: +7 495 123-45-67
~
此致

王伟
北京某某科技有限公司
电话：010-12345678
~
敬具

山田太郎
株式会社やまだ
電話：03-1234-5678
""".strip().split("\n~\n")


@pytest.mark.parametrize("card", CARDS)
def test_cards_of_many_countries_fold(card):
    assert what_folds(f"Where is my order?\n\n{card}") == card


def test_what_stands_directly_above_a_disclaimer_stays_open():
    said = "The bag is broken and has to be refunded."
    law = "Please consider the environment before printing this email."
    assert what_folds(f"Hello\n\n{said}\n{law}") == law
    card = "Kind regards,\n\nMei Tan\nTan & Sons"
    assert what_folds(f"Hello\n\n{card}\n{law}") == f"{card}\n{law}"
    broken = "Diese Nachricht ist nur für den gedacht, an den sie gerichtet ist, denn sie enthält\n"
    broken += "vertrauliche und rechtlich geschützte Informationen."
    assert what_folds(f"Hello\n\n{said}\n{broken}") == broken


def test_lawyers_who_speak_of_their_company_are_below_its_signature():
    law = "This email is confidential and intended solely for the addressee. We accept no liability."
    assert what_folds(f"Hello\n\n-- \nMei Tan\nTan & Sons\n\n{law}").endswith(law)
    assert folds(f"Hello\n\n{law}") == ()


@pytest.mark.parametrize(
    "said",
    [
        "Unsubscribe from this list, please, and from https://lists.example/bags too.",
        "View it on GitHub: https://bags.example/1 has the error.",
    ],
)
def test_a_link_does_not_make_a_wish_a_disclaimer(said):
    assert folds(f"Hello\n\n{said}") == ()
    assert what_folds("Hello\n\nVirus-free. www.avg.com") == "Virus-free. www.avg.com"
