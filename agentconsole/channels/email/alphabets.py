"""Letters by which the charset of a text shows that does not declare one.

The most frequent ones of a script were counted by hand in everyday sentences: they only have to be more
frequent than those that a wrong charset gives.
"""

COMMON = {
    "windows-1251": "оеаинтсрвлкмдпуі",
    "koi8-r": "оеаинтсрвлкмдпу",
    "cp866": "оеаинтсрвлкмдпу",
    "iso-8859-5": "оеаинтсрвлкмдпуі",
    "windows-1253": "αοιετσνηρκςάίόέήύώ",
    "windows-1255": "יוהלאתבמרנשםחד",
    "windows-1256": "النيمورتبعدهك",
    "cp874": "านรอกเงมยลวดตส่้ัี",
}
"""Of scripts other than the Latin one, by the charset: the most frequent small letters."""
JAPANESE = "、。「」・ー！？（）〜～　：／"
FREQUENT = {
    "euc-kr": "이다는에가을하고의지로기사리어안요니세주은를한인도나아해서시있습녕문",
    "gb18030": "的一是不了在人有我他这个们中来上大为和到说要就下得可你会自没能对请您好谢，。？！：",
    "big5": "的一是不了在人有我他這個們中來上大為和到說要就下得可你會自沒能對請您好謝，。？！：",
}
"""Of charsets of two bytes a sign: the most frequent signs."""
LATIN = {
    "windows-1252": (
        "äöüßé",
        "àâæçéèêëîïôœùûüÿ",
        "áéíñóúüç",
        "áâãàçéêíóôõúü",
        "àèéìíòóùú",
        "áéèëêïíóöüç",
        "åäöéàü",
        "æøåéèòôüóä",
        "áðéíóúýþæö",
        "àçèéíïòóúü·",
        "äõöüšž",
    ),
    "windows-1250": (
        "ąćęłńóśźż",
        "áčďéěíňóřšťúůýž",
        "áäčďéíĺľňóôŕšťúýž",
        "áéíóöőúüű",
        "čćđšž",
        "ăâîşţ",
    ),
    "iso-8859-2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ"),
    "windows-1254": ("çğıöşüâîû",),
    "windows-1257": ("ąčęėįšųūž", "āčēģīķļņšūž"),
}
"""Letters of languages beyond a to z, by the charset; of two that say the same the first is meant."""
NEUTRAL = frozenset("‘’‚“”„«»–—…·•\xa0\xad")
"""What stands in texts of any language."""
