"""Words of several languages, as often as words are: the rank-th is said 1/rank as often as the first."""

from functools import cache
from itertools import accumulate
from random import Random

WORDS = 20_000
"""Different words of a language. Numbers of orders come on top."""
STEEPNESS = 1.05

COMMON = {
    "en": "the to and i of a my is it in you for was not that on have this with be we me an are your "
    "but can please order at as so from by has still charged refund bag invoice account thanks",
    "de": "ich die und der das nicht ist ein zu es in sie mit eine auf mir für den wir bitte von habe "
    "auch noch aber wie mein rechnung konto danke schon immer koffer bestellung geld zurück über",
    "fr": "de la le je et à les que pas vous un pour en est une mon j'ai ne du ce mais sur avec me nous "
    "encore merci bonjour commande compte facture remboursement valise déjà très où été",
    "es": "de la que el en y a no me un por los mi se con una para es lo pero su más gracias hola pedido "
    "cuenta factura reembolso maleta todavía ya está también cómo cuándo porque muy",
    "ru": "и в не на я с что по это у вы мне как но за мой же заказ еще был вас от до бы уже чемодан "
    "деньги счет спасибо пожалуйста почему когда нет есть все так если вам",
    "ar": "في من على أن إلى لا ما هذا عن مع لم كان هل حتى بعد قبل كل شكرا طلب حساب فاتورة حقيبة لكن "
    "متى لماذا كيف أين نعم عندي منذ",
    "ja": "の に は を た が で て と し れ さ ある いる も する から な こと として い や れる など なっ "
    "ない この ため その あっ よう また もの 注文 返金 荷物 請求 お願い ありがとう まだ",
}
SHARE = {"en": 46, "de": 16, "fr": 10, "es": 10, "ru": 7, "ar": 4, "ja": 7}
"""How many in a hundred customers write it."""

SYLLABLES = {
    "en": "ba con der ex fi gra han in jo ker lo men nor op per qui ras ser tion un ver wil yar zen",
    "de": "ab be chen der ein fähr ge heit in jahr kei lung müs nach ober pfl quer rück tung über wärts",
    "fr": "au bé con dé ent fra gé hors ille jour lé ment nou ouv pré que ré sion tè vé yeux",
    "es": "al bri ción dad es fue gar hí ito jer llo mien ño ona pre que rro sé tra uve ver yo",
    "ru": "ав бо ви го да ени же за ир ко ло мо ни ость пре ра ство та ул фи ход чи ше щий ьн",
    "ar": "ال با تم جد حر خل دم را سا شم صو طا عل غد فر قا كت لم من نه وا يد",
    "ja": "ア カ サ タ ナ ハ マ ヤ ラ ワ 会 日 本 人 年 大 国 中 見 行 東 京 新 車 空 港 便 料 金",
}
WITHOUT_BLANKS = frozenset({"ja"})


@cache
def vocabulary(language: str) -> tuple[str, ...]:
    """The words of a language, the commonest first. All are different."""
    choose = Random(f"words of {language}")
    syllables = SYLLABLES[language].split()
    found = dict.fromkeys(COMMON[language].split())
    while len(found) < WORDS:
        found["".join(choose.choices(syllables, k=choose.choice((2, 2, 3, 3, 4))))] = None
    return tuple(found)


@cache
def weights() -> tuple[float, ...]:
    """How often each rank is said, added up."""
    return tuple(accumulate(1 / (rank + 1) ** STEEPNESS for rank in range(WORDS)))


def words(choose: Random, language: str, count: int) -> list[str]:
    """So many words, the common ones often."""
    return choose.choices(vocabulary(language), cum_weights=weights(), k=count)


def sentences(choose: Random, language: str, count: int) -> str:
    """A text of so many words, in sentences and now and then a new line, as people write."""
    said, blank = words(choose, language, count), "" if language in WITHOUT_BLANKS else " "
    pieces, start = [], 0
    while start < count:
        end = start + choose.randint(5, 16)
        sentence = blank.join(said[start:end])
        mark = "。" if not blank else choose.choice(".....??!")
        pieces.append(f"{sentence[:1].upper()}{sentence[1:]}{mark}")
        start = end
    gaps = choose.choices((blank, "\n", "\n\n"), (8, 1, 2), k=len(pieces) - 1)
    return pieces[0] + "".join(gap + piece for gap, piece in zip(gaps, pieces[1:], strict=True))
