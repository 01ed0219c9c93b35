"""Cities that a time zone is named for, and what zones are called for short.

From the names of the IANA time zone database; left out are places that share their name with a better
known one or with a word. An abbreviation stands for the zone where most people use it: `IST` and `CST`
mean several, and are none.
"""

_AREAS = {
    "Africa": """Abidjan Accra Addis_Ababa Algiers Bamako Cairo Casablanca Conakry Dakar Dar_es_Salaam Djibouti
        Gaborone Harare Johannesburg Kampala Khartoum Kigali Kinshasa Lagos Libreville Luanda Lusaka Maputo
        Mogadishu Monrovia Nairobi Ouagadougou Tripoli Tunis Windhoek""",
    "America": """Anchorage Argentina/Buenos_Aires Asuncion Barbados Belize Bogota Boise Cancun Caracas Chicago
        Chihuahua Costa_Rica Denver Detroit Edmonton El_Salvador Fortaleza Guatemala Guayaquil Havana
        Indiana/Indianapolis Jamaica Juneau La_Paz Lima Los_Angeles Louisville Managua Manaus Martinique
        Mazatlan Mexico_City Monterrey Montevideo Montreal Nassau New_York Panama Phoenix Port-au-Prince
        Puerto_Rico Recife Sao_Paulo Santo_Domingo Tegucigalpa Tijuana Toronto Vancouver Whitehorse Winnipeg
        Yellowknife""",
    "Asia": """Almaty Amman Ashgabat Baghdad Bahrain Baku Bangkok Beirut Bishkek Brunei Chongqing Colombo Damascus
        Dhaka Dubai Dushanbe Ho_Chi_Minh Hong_Kong Jakarta Jerusalem Kabul Karachi Kathmandu Kolkata
        Krasnoyarsk Kuala_Lumpur Kuwait Macau Makassar Manila Muscat Nicosia Novosibirsk Omsk Phnom_Penh
        Pyongyang Qatar Riyadh Seoul Shanghai Singapore Taipei Tashkent Tbilisi Tehran Thimphu Tokyo
        Ulaanbaatar Vientiane Vladivostok Yangon Yekaterinburg Yerevan""",
    "Atlantic": "Azores Bermuda Cape_Verde Madeira Reykjavik",
    "Australia": "Adelaide Brisbane Canberra Darwin Hobart Melbourne Perth Sydney",
    "Europe": """Amsterdam Andorra Athens Belfast Belgrade Berlin Bratislava Brussels Bucharest Budapest Chisinau
        Copenhagen Dublin Gibraltar Helsinki Isle_of_Man Istanbul Kaliningrad Kyiv Lisbon Ljubljana London
        Luxembourg Madrid Malta Minsk Monaco Moscow Oslo Paris Podgorica Prague Riga Rome Sarajevo Skopje
        Sofia Stockholm Tallinn Tirane Vaduz Vienna Vilnius Warsaw Zagreb Zurich""",
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
