"""Old messages, signatures and disclaimers fold, in the ways mail programs of many languages write them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.rules import quoting_lines, quoting_said
from agentconsole.rules.quoting import Fold, folds

REPLY = "Thank you, that helps.\nIs the order on its way?"
OLD = "Dear Mei,\nyour order was sent today.\nAna"
MARKED = "\n".join(f"> {line}" for line in OLD.split("\n"))

EXACT = """
On Tue, 3 Mar 2026 at 17:21, Ana Ruiz <ana@desk.example> wrote:
~
On Tue, Mar 3, 2026 at 5:21 PM Ana Ruiz <
ana.ruiz-at-the-desk@desk.example> wrote:
~
---- On Tue, 03 Mar 2026 17:21:02 +0100 ana@desk.example wrote ----
~
2026-03-03 17:21 GMT+01:00 Ana Ruiz <ana@desk.example>:
~
Am Di., 3. März 2026 um 17:21 Uhr schrieb Ana Ruiz <ana@desk.example>:
~
Ana Ruiz <ana@desk.example> schrieb am Di. 3. März 2026 um 17:21:
~
Le mar. 3 mars 2026 à 17:21, Ana Ruiz <ana@desk.example> a écrit :
~
Le 3 mars 2026 à 17:21, Ana Ruiz <ana@desk.example>
a écrit :
~
El mar, 3 mar 2026 a las 17:21, Ana Ruiz (<ana@desk.example>) escribió:
~
Em ter., 3 de mar. de 2026 às 17:21, Ana Ruiz <ana@desk.example> escreveu:
~
Il giorno mar 3 mar 2026 alle ore 17:21 Ana Ruiz <ana@desk.example> ha scritto:
~
Op di 3 mrt 2026 om 17:21 schreef Ana Ruiz <ana@desk.example>:
~
Op 3 mrt. 2026, om 17:21 heeft Ana Ruiz <ana@desk.example> het volgende geschreven:
~
Den tirs. 3. mar. 2026 kl. 17.21 skrev Ana Ruiz <ana@desk.example>:
~
Den tis 3 mars 2026 kl 17:21 skrev Ana Ruiz <ana@desk.example>:
~
3 mars 2026 kl. 17:21 skrev Ana Ruiz <ana@desk.example>:
~
W dniu wt., 3 mar 2026 o 17:21 Ana Ruiz <ana@desk.example> napisał(a):
~
wt., 3 mar 2026 o 17:21 Ana Ruiz <ana@desk.example> napisał(a):
~
вт, 3 мар. 2026 г. в 17:21, Ana Ruiz <ana@desk.example>:
~
3 марта 2026 г., в 17:21, Ana Ruiz <ana@desk.example> написал(а):
~
Вторник, 3 марта 2026, 17:21 +03:00 от Ana Ruiz <ana@desk.example>:
~
2026年3月3日(火) 17:21 Ana Ruiz <ana@desk.example>:
~
2026/03/03 17:21、Ana Ruiz <ana@desk.example>のメール:
~
在 2026年3月3日，17:21，Ana Ruiz <ana@desk.example> 写道：
~
Ana Ruiz <ana@desk.example> 于2026年3月3日周二 17:21写道：
~
Ana Ruiz <ana@desk.example> 於 2026年3月3日 週二 下午5:21寫道：
""".strip().split("\n~\n")
WEAK = """
On Mar 3, 2026, at 5:21 PM, Ana Ruiz wrote:
~
On Tuesday, March 3, 2026,
Ana Ruiz
<ana@desk.example>
wrote:
~
Am 03.03.26 um 17:21 schrieb Ana Ruiz:
~
El 3/3/26 a las 17:21, Ana Ruiz escribió:
~
Em 3 de março de 2026, Ana Ruiz <ana@desk.example>
escreveu:
~
Il 03/03/2026 17:21, Ana Ruiz ha scritto:
""".strip().split("\n~\n")
INTRODUCTIONS = [*EXACT, *WEAK]
HEADERS = """
From: Ana Ruiz <ana@desk.example>
Sent: Tuesday, March 3, 2026 5:21 PM
To: Mei Tan <mei@tan.example>
Subject: Your order
~
From: Ana Ruiz [mailto:ana@desk.example]
 Sent: Tuesday, March 3, 2026 5:21 PM
 To: Mei Tan
 Subject: x
~
*From:* Ana Ruiz <ana@desk.example>
*Date:* Tuesday, March 3, 2026 at 17:21
*To:* Mei Tan
*Subject:* Your order
~
________________________________
From: Ana Ruiz
Sent: Tuesday, March 3, 2026 5:21 PM
To: Mei Tan
Subject: Your order
~
-----Original Message-----
From: Ana Ruiz
Sent: Tuesday, March 3, 2026 5:21 PM
To: Mei
Subject: Your order
~
---------- Forwarded message ---------
From: Ana Ruiz <ana@desk.example>
Date: Tue, 3 Mar 2026
Subject: x
To: Mei
~
Begin forwarded message:

From: Ana Ruiz <ana@desk.example>
Subject: Your order
Date: 3 March 2026 at 17:21
To: Mei
~
Von: Ana Ruiz <ana@desk.example>
Gesendet: Dienstag, 3. März 2026 17:21
An: Mei Tan
Betreff: AW: Bestellung
~
-----Ursprüngliche Nachricht-----
Von: Ana Ruiz
Gesendet: Dienstag, 3. März 2026 17:21
An: Mei
Betreff: x
~
De : Ana Ruiz <ana@desk.example>
Envoyé : mardi 3 mars 2026 17:21
À : Mei Tan
Objet : RE: Commande
~
-------- Message d'origine --------
De : Ana Ruiz <ana@desk.example>
Date : 03/03/26 17:21
À : mei@tan.example
~
De: Ana Ruiz <ana@desk.example>
Enviado el: martes, 3 de marzo de 2026 17:21
Para: Mei Tan
Asunto: RE: Pedido
~
De: Ana Ruiz <ana@desk.example>
Enviada em: terça-feira, 3 de março de 2026 17:21
Para: Mei
Assunto: Pedido
~
Da: Ana Ruiz <ana@desk.example>
Inviato: martedì 3 marzo 2026 17:21
A: Mei Tan
Oggetto: R: Ordine
~
Van: Ana Ruiz <ana@desk.example>
Verzonden: dinsdag 3 maart 2026 17:21
Aan: Mei Tan
Onderwerp: Bestelling
~
Fra: Ana Ruiz <ana@desk.example>
Sendt: 3. marts 2026 17:21
Til: Mei Tan
Emne: SV: Ordre
~
Från: Ana Ruiz <ana@desk.example>
Skickat: den 3 mars 2026 17:21
Till: Mei Tan
Ämne: SV: Beställning
~
Od: Ana Ruiz <ana@desk.example>
Wysłano: wtorek, 3 marca 2026 17:21
Do: Mei Tan
Temat: RE: Zamówienie
~
От: Ana Ruiz <ana@desk.example>
Отправлено: 3 марта 2026 г. 17:21
Кому: Mei Tan
Тема: Заказ
~
-------- Пересылаемое сообщение --------
От: Ana Ruiz <ana@desk.example>
Дата: 03.03.2026
Тема: Заказ
~
差出人: Ana Ruiz <ana@desk.example>
送信日時: 2026年3月3日 17:21
宛先: Mei Tan
件名: RE: 注文
~
发件人: Ana Ruiz <ana@desk.example>
发送时间: 2026年3月3日 17:21
收件人: Mei Tan
主题: 回复: 订单
~
------------------ 原始邮件 ------------------
发件人: "Ana" <ana@desk.example>;
发送时间: 2026年3月3日
主题: x
~
寄件者: Ana Ruiz <ana@desk.example>
寄件日期: 2026年3月3日 下午 05:21
收件者: Mei
主旨: RE: 訂單
""".strip().split("\n~\n")
DEVICES = """
Sent from my iPhone
Get Outlook for iOS<https://aka.ms/o0ukef>
Sent from Yahoo Mail on Android
Von meinem iPhone gesendet
Gesendet von Outlook für Android<https://aka.ms/AAb9ysg>
Gesendet mit der GMX Mail App
Envoyé de mon iPhone
Télécharger Outlook pour iOS
Enviado desde mi iPhone
Enviado do meu iPhone
Inviato da iPhone
Verstuurd vanaf mijn iPhone
Sendt fra min iPhone
Skickat från min iPhone
Wysłane z iPhone'a
Отправлено с iPhone
iPhoneから送信
发自我的iPhone
從我的 iPhone 傳送
""".strip().splitlines()
CLOSINGS = """
Best regards,
Mit freundlichen Grüßen
Cordialement,
Saludos,
Atenciosamente,
Cordiali saluti
Met vriendelijke groet,
Med venlig hilsen
Med vänliga hälsningar
Pozdrawiam,
С уважением,
此致
敬具
""".strip().splitlines()
DISCLAIMERS = """
This e-mail is confidential. If you are not the intended recipient, please notify the sender.
~
Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der
richtige Adressat sind,
informieren Sie bitte den Absender und vernichten Sie diese Mail.
~
Ce message est confidentiel. Si vous avez reçu ce message par erreur, merci d'avertir immédiatement
l'expéditeur.
~
Este mensaje es confidencial. Si ha recibido este mensaje por error, notifíquelo al remitente.
~
Questo messaggio contiene informazioni riservate. Rispetta l'ambiente: prima di stampare pensaci.
~
_______________________________________________
users mailing list
users@lists.example
https://lists.example/users
~
You received this message because you are subscribed to the group. To unsubscribe from this group,
write to us.
""".strip().split("\n~\n")


def whats(text: str) -> list[tuple[str, str]]:
    """What is folded, and the first line of each fold."""
    lines = text.split("\n")
    return [(fold.what, lines[fold.first]) for fold in folds(text)]


def opened(text: str) -> str:
    """What stays open, without blank lines around it."""
    folded = {number for fold in folds(text) for number in range(fold.first, fold.last + 1)}
    return "\n".join(line for number, line in enumerate(text.split("\n")) if number not in folded).strip("\n")


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_a_quote_folds_with_the_line_above_it(introduction):
    assert opened(f"{REPLY}\n\n{introduction}\n{MARKED}\n") == REPLY
    assert opened(f"{REPLY}\n\n{introduction}\n\n{MARKED}") == REPLY
    assert whats(f"{REPLY}\n{introduction}\n{MARKED}") == [("quote", introduction.split("\n")[0])]


@pytest.mark.parametrize("introduction", EXACT)
def test_an_old_message_without_marks_folds_to_the_end(introduction):
    assert opened(f"{REPLY}\n\n{introduction}\n\n{OLD}") == REPLY


@pytest.mark.parametrize("introduction", WEAK)
def test_without_marks_what_a_person_could_have_written_stays_open(introduction):
    assert folds(f"{REPLY}\n\n{introduction}\n\n{OLD}") == ()


@pytest.mark.parametrize("headers", HEADERS)
def test_an_old_message_folds_with_its_headers(headers):
    assert opened(f"{REPLY}\n\n{headers}\n\n{OLD}\n") == REPLY
    assert whats(f"{REPLY}\n\n{headers}\n\n{OLD}\n") == [("quote", headers.split("\n")[0])]
    assert opened(f"{REPLY}\n\n{headers}\n\n{MARKED}\n") == REPLY


@pytest.mark.parametrize("line", DEVICES)
def test_what_a_device_adds_is_a_signature(line):
    assert whats(f"{REPLY}\n\n{line}") == [("signature", line)]
    with_quote = f"{REPLY}\n\n{line}\n\n{INTRODUCTIONS[0]}\n{MARKED}"
    assert whats(with_quote) == [("signature", line), ("quote", INTRODUCTIONS[0])]
    assert whats(f"{REPLY}\n\n{INTRODUCTIONS[0]}\n{MARKED}\n\n{line}")[1] == ("signature", line)


@pytest.mark.parametrize("closing", CLOSINGS)
def test_a_closing_with_an_office_below_it_is_a_signature(closing):
    assert whats(f"{REPLY}\n\n{closing}\nMei Tan\nTan & Sons\n+49 30 1234") == [("signature", closing)]
    assert whats(f"{REPLY}\n\n{closing}\nMei") == []


@pytest.mark.parametrize("disclaimer", DISCLAIMERS)
def test_what_a_lawyer_or_a_list_adds_is_a_disclaimer(disclaimer):
    assert whats(f"{REPLY}\n\n{disclaimer}\n") == [("disclaimer", disclaimer.split("\n")[0])]


def test_two_dashes_begin_a_signature():
    for dashes in ("-- ", "--"):
        assert whats(f"{REPLY}\n{dashes}\nMei Tan\nTan & Sons") == [("signature", dashes)]
        assert whats(f"{MARKED}\n\n{REPLY}\n{dashes}\nMei Tan") == [("signature", dashes)]


def test_a_greeting_belongs_to_the_signature_below_it():
    text = f"{REPLY}\n\nBest regards,\nMei\n\n-- \nMei Tan\n\nSent from my iPhone"
    assert folds(text) == (Fold(3, 9, "signature"),)


def test_a_warning_above_the_mail_folds():
    banner = (
        "CAUTION: This email originated from outside of the company. Do not click links you did not expect."
    )
    assert folds(f"{banner}\n\n{REPLY}") == (Fold(0, 0, "disclaimer"),)
    assert opened(f"{banner}\n\n{REPLY}\n\n{INTRODUCTIONS[0]}\n{MARKED}") == REPLY


def test_a_quote_that_is_answered_stays_open():
    inline = f"{INTRODUCTIONS[0]}\n> Which colour?\n\nRed.\n\n> Which size?\n\nLarge."
    assert folds(inline) == ()
    assert folds(f"{INTRODUCTIONS[0]}\n{MARKED}\n\n{REPLY}") == ()
    assert whats(f"{inline}\n\n> And the address?\n> Ana") == [("quote", "> And the address?")]
    assert whats(f"{inline}\n-- \nMei") == [("signature", "-- ")]


def test_a_line_that_broke_on_its_way_does_not_end_a_quote():
    long = "> " + "word " * 14
    assert whats(f"{REPLY}\n\n{long}\nand so on\n> the end") == [("quote", long)]
    assert folds(f"{long}?\nred\n> and the size\n\nlarge") == ()


@pytest.mark.parametrize(
    "text",
    [
        "From: Berlin\nTo: Hamburg\nDate: 3 May\n\nIs there a train?",
        "On Tuesday I wrote:\nwhere is my order?",
        "On the other hand, I wrote to you at 17:21 and nobody answered.",
        "I sent it from my iPhone.\nSent from my desk, is much easier than my phone.",
        "Points:\n-- one\n-- two\n\nPlease answer both.",
        "With regards to the order: it is late.\n\nRegards the second one: fine.",
        "Please delete this: my data is confidential.",
        "----\nA line above.\n\n====\nA line below.",
        "Best regards,\nMei",
        "2026-03-03 17:21 the printer said:\nPC LOAD LETTER",
        "Subject: order\nFrom: the shop in Hamburg\n\nIt never came.",
        "",
        "\n\n\n",
        ">",
    ],
)
def test_what_a_customer_says_stays_open(text):
    assert folds(text) == ()


def test_a_forwarded_message_alone_stays_open_and_what_is_old_in_it_folds():
    forwarded = f"{HEADERS[5]}\n\n{OLD}"
    assert folds(forwarded) == ()
    assert whats(f"{forwarded}\n\n{INTRODUCTIONS[0]}\n> older") == [("quote", INTRODUCTIONS[0])]
    assert whats(f"{forwarded}\n\n{HEADERS[7]}\n\nolder") == [("quote", "Von: Ana Ruiz <ana@desk.example>")]


def test_a_mail_that_only_quotes_stays_open():
    assert folds(f"{INTRODUCTIONS[0]}\n{MARKED}") == ()
    assert folds(MARKED) == ()
    assert folds("Sent from my iPhone") == ()


PIECES = [
    *INTRODUCTIONS,
    *HEADERS,
    *DEVICES,
    *CLOSINGS,
    *DISCLAIMERS,
    MARKED,
    REPLY,
    "-- ",
    "",
    "_" * 40,
    "On ",
    ">",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=12).map("\n".join))
def test_folds_are_lines_of_the_text_in_order_and_leave_something_open(text):
    found = folds(text)
    count = text.count("\n") + 1
    places = [place for fold in found for place in (fold.first, fold.last)]
    assert places == sorted(places)
    assert all(0 <= fold.first <= fold.last < count for fold in found)
    assert all(one.last < other.first for one, other in pairwise(found))
    assert opened(text).strip() or not text.strip()


@pytest.mark.parametrize(
    "line",
    [
        "On " * 200,
        "> " * 200,
        "",
        " ",
        "From: a@b.example",
        "Sent from my iPhone",
        "On 3 Mar 2026 x wrote:",
        "--",
        "Regards",
        "_" * 400,
        "-" * 200 + " Original",
        "is confidential intended recipient",
        "> " + "word " * 20 + "\nand",
    ],
)
def test_the_questions_asked_grow_with_the_lines_only(line, monkeypatch):
    asked = 0

    def counting(question):
        def counted(*args, **kwargs):
            nonlocal asked
            asked += 1
            return question(*args, **kwargs)

        return counted

    for name in (
        "is_quoted",
        "_label",
        "_bare",
        "is_separator",
        "is_ruled",
        "is_sent_from",
        "is_closing",
    ):
        monkeypatch.setattr(quoting_lines, name, counting(getattr(quoting_lines, name)))
    for name in ("is_disclaimer", "is_sentence", "is_said_by_oneself", "is_afterthought", "is_on_a_card"):
        monkeypatch.setattr(quoting_said, name, counting(getattr(quoting_said, name)))
    counts = []
    for times in (200, 400, 800):
        asked = 0
        folds(f"{line}\n" * times + "the end")
        counts.append(asked)
    assert counts[1] <= 2.2 * counts[0] + 100
    assert counts[2] <= 2.2 * counts[1] + 100
