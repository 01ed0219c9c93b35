"""Who lives on the demo desk. All addresses are in domains and number ranges that reach nobody."""

from agentconsole.model.commands import AddAgent
from agentconsole.model.people import Contact

ME = "ana"
"""The agent whom the person at the keyboard is."""

AGENTS = (
    AddAgent(
        handle=ME,
        full_name="Ana Costa",
        email="ana@lantern.example",
        skills=("baggage", "rebooking", "portuguese"),
    ),
    AddAgent(
        handle="ben",
        full_name="Ben Adler (simulated)",
        email="ben@lantern.example",
        skills=("groups", "rail", "german"),
    ),
    AddAgent(
        handle="priya",
        full_name="Priya Nair (simulated)",
        email="priya@lantern.example",
        skills=("billing", "refunds", "invoices"),
    ),
    AddAgent(
        handle="tomas",
        full_name="Tomas Novak (simulated)",
        email="tomas@lantern.example",
        skills=("engineering", "api", "app"),
    ),
    AddAgent(
        handle="lena",
        full_name="Lena Fischer (simulated)",
        email="lena@lantern.example",
        skills=("legal", "privacy", "contracts"),
    ),
    AddAgent(
        handle="hugo",
        full_name="Hugo Bakker (simulated)",
        email="hugo@lantern.example",
        skills=("museums",),
    ),
)

CUSTOMERS = {
    "mei": Contact(
        name="Mei Tan",
        email="mei@tan.example",
        phone="+65 5550 0142",
        handle="twitter:meitan",
        organization="Tan & Sons",
    ),
    "wei": Contact(name="Wei Tan", email="accounts@tan.example", organization="Tan & Sons"),
    "jonas": Contact(
        name="Jonas Lindqvist",
        email="jonas@nordlys-kajak.example",
        phone="+46 8 465 004 12",
        organization="Nordlys Kajak",
    ),
    "amara": Contact(
        name="Amara Okafor",
        email="amara@okaforfilm.example",
        handle="twitter:okaforfilmlab",
        organization="Okafor Film Lab",
    ),
    "emilie": Contact(
        name="Émilie Rousseau",
        email="emilie@atelier-rousseau.example",
        phone="+33 1 99 00 41 20",
        organization="Atelier Rousseau",
    ),
    "kasia": Contact(
        name="Katarzyna Wójcik",
        email="k.wojcik@slowa.example",
        handle="chat:kasia",
        organization="Wójcik Tłumaczenia",
    ),
    "rahul": Contact(
        name="Rahul Deshpande", email="rahul@deshpande-rao.example", organization="Deshpande & Rao Architects"
    ),
    "sofia": Contact(
        name="Sofía Herrera",
        email="sofia@herrera-estudios.example",
        handle="twitter:sofiaherrera",
        organization="Herrera Viajes de Estudio",
    ),
    "thomas": Contact(
        name="Thomas Becker",
        email="becker@orgelbau-becker.example",
        phone="+49 30 23125 411",
        organization="Becker Orgelbau",
    ),
    "aiko": Contact(
        name="山本 愛子 (Aiko Yamamoto)", email="aiko@studio-yama.example", organization="Studio Yama"
    ),
    "grace": Contact(
        name="Grace Whitfield",
        email="grace@whitfieldvets.example",
        phone="+61 3 5550 0117",
        organization="Whitfield Veterinary",
    ),
    "samuel": Contact(
        name="Samuel O’Brien",
        email="sam@obrien-recordings.example",
        phone="+1 617 555 0134",
        organization="O’Brien Field Recording",
    ),
    "leila": Contact(name="Leïla Haddad", email="leila@haddad-physio.example", handle="chat:leila.h"),
    "voice": Contact(phone="+44 1632 960 077"),
    "visitor": Contact(handle="chat:visitor-8812"),
    "lucky": Contact(name="Lantern Travel \u202etroppuS", email="winner@lucky-seats.example"),
    "noor": Contact(
        name="Noor van Dijk",
        email="noor@vandijk-restauratie.example",
        phone="+31 10 799 0188",
        organization="Van Dijk Restauratie",
    ),
    "nora": Contact(name="Nora Fjeld", email="nora@fjeldkeramikk.example", organization="Fjeld Keramikk"),
}
"""By the name the stories know them by."""
