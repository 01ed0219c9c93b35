"""When it is where they are: an offset, a time zone, or a city that one is named for.

The cities are those of the names in the IANA time zone database; left out are places that share their name
with a better known one or with a word. An abbreviation stands for the zone where most people use it: `IST`
and `CST` mean several, and are none.
"""

import re
from collections.abc import Iterator
from itertools import chain

from agentconsole.model.fact import Found
from agentconsole.rules.facts.finding_text import Finder, at, finder, later, meant

_AREAS = {
    "Africa": """
        Abidjan Accra Addis_Ababa Algiers Bamako Cairo Casablanca Conakry Dakar Dar_es_Salaam Djibouti
        Gaborone Harare Johannesburg Kampala Khartoum Kigali Kinshasa Lagos Libreville Luanda Lusaka
        Maputo Mogadishu Monrovia Nairobi Ouagadougou Tripoli Tunis Windhoek
    """,
    "America": """
        Anchorage Argentina/Buenos_Aires Asuncion Barbados Belize Bogota Boise Cancun Caracas Chicago
        Chihuahua Costa_Rica Denver Detroit Edmonton El_Salvador Fortaleza Guatemala Guayaquil Havana
        Indiana/Indianapolis Jamaica Juneau La_Paz Lima Los_Angeles Louisville Managua Manaus Martinique
        Mazatlan Mexico_City Monterrey Montevideo Montreal Nassau New_York Panama Phoenix Port-au-Prince
        Puerto_Rico Recife Sao_Paulo Santo_Domingo Tegucigalpa Tijuana Toronto Vancouver Whitehorse
        Winnipeg Yellowknife
    """,
    "Asia": """
        Almaty Amman Ashgabat Baghdad Bahrain Baku Bangkok Beirut Bishkek Brunei Chongqing Colombo
        Damascus Dhaka Dubai Dushanbe Ho_Chi_Minh Hong_Kong Jakarta Jerusalem Kabul Karachi Kathmandu
        Kolkata Krasnoyarsk Kuala_Lumpur Kuwait Macau Makassar Manila Muscat Nicosia Novosibirsk Omsk
        Phnom_Penh Pyongyang Qatar Riyadh Seoul Shanghai Singapore Taipei Tashkent Tbilisi Tehran
        Thimphu Tokyo Ulaanbaatar Vientiane Vladivostok Yangon Yekaterinburg Yerevan
    """,
    "Atlantic": "Azores Bermuda Cape_Verde Madeira Reykjavik",
    "Australia": "Adelaide Brisbane Canberra Darwin Hobart Melbourne Perth Sydney",
    "Europe": """
        Amsterdam Andorra Athens Belfast Belgrade Berlin Bratislava Brussels Bucharest Budapest Chisinau
        Copenhagen Dublin Gibraltar Helsinki Isle_of_Man Istanbul Kaliningrad Kyiv Lisbon Ljubljana
        London Luxembourg Madrid Malta Minsk Monaco Moscow Oslo Paris Podgorica Prague Riga Rome
        Sarajevo Skopje Sofia Stockholm Tallinn Tirane Vaduz Vienna Vilnius Warsaw Zagreb Zurich
    """,
    "Indian": "Antananarivo Maldives Mauritius Reunion",
    "Pacific": "Apia Auckland Fiji Guam Honolulu Noumea Port_Moresby Tahiti Tongatapu",
}

CITIES: dict[str, str] = {
    name.rpartition("/")[2].replace("_", " ").lower(): f"{area}/{name}"
    for area, names in _AREAS.items()
    for name in names.split()
}
"""A city as people write it, in lower case, with its zone."""

ABBREVIATIONS: dict[str, str] = {
    "UTC": "UTC",
    "GMT": "UTC",
    "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "EET": "Europe/Athens",
    "EEST": "Europe/Athens",
    "BST": "Europe/London",
    "WET": "Europe/Lisbon",
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "CDT": "America/Chicago",
    "MST": "America/Denver",
    "MDT": "America/Denver",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "AKST": "America/Anchorage",
    "HST": "Pacific/Honolulu",
    "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul",
    "SGT": "Asia/Singapore",
    "AEST": "Australia/Sydney",
    "AEDT": "Australia/Sydney",
    "AWST": "Australia/Perth",
    "NZST": "Pacific/Auckland",
    "NZDT": "Pacific/Auckland",
}


_OFFSET = later(
    r"(?<![\w/])((?:UTC|GMT) ?[+\-−] ?(?:1[0-4]|0?\d)(?::?(?:00|30|45))?)(?![\d:])", flags=re.NOFLAG
)
_IANA = later(
    rf"(?<![\w/])((?:{'|'.join(_AREAS)})/[A-Z][A-Za-z_-]{{2,20}}(?:/[A-Z][A-Za-z_]{{2,20}})?)(?![\w/])",
    flags=re.NOFLAG,
)
_HERE = r"(?:i'?m|i am|we're|we are)"
_SHORT = later(
    rf"\b(?:my (?:time ?zone|local time) is|time ?zone\s{{0,2}}[:=]|{_HERE} (?:in|on)|here (?:is|in)|"
    rf"\d(?: ?[ap]m)?(?: \(?my time)?)\s{{0,2}}(?:the )?((?-i:{'|'.join(ABBREVIATIONS)}))\b"
)
_PASSING = (
    r"(?:this week|today|tonight|right now|until|till|for (?:a|the|two|work)|at the moment|on (?:holiday|"
    r"vacation|business|a)|visiting|airport|store|time\b)"
)
_PLACE = later(
    rf"\b(?:{_HERE}|(?:i|we) (?:live|work)|living|based|located|writing|calling)"
    r" (?:currently |here |over |based |located |living )?(?:in|from) "
    rf"({'|'.join(sorted(map(re.escape, CITIES), key=len, reverse=True))})"
    rf"\b(?!,?(?: \w{{2,20}})?,? {_PASSING})"
)


def _named(text: str, _region: str | None) -> Iterator[Found]:
    for match in _SHORT().finditer(text):
        if meant(text, match.start()):
            yield at("zone", text, *match.span(1), ABBREVIATIONS[match[1]])
    for match in _PLACE().finditer(text):
        if meant(text, match.start()):
            yield at("zone", text, *match.span(1), CITIES[match[1].lower()])


FINDERS = (
    finder("zone", frozenset({"utc", "gmt"}), _OFFSET, digits=True),
    finder("zone", frozenset(area.lower() for area in _AREAS), _IANA),
    Finder(
        "zone",
        frozenset(chain((max(city.split(), key=len) for city in CITIES), map(str.lower, ABBREVIATIONS))),
        _named,
    ),
)
