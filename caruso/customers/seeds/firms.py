"""Names of invented firms, by country and trade."""

FIRMS: dict[str, dict[str, list[str]]] = {
    "PL": {
        "hospitality": ["Kawiarnia {w}", "Hotel {w}", "Restauracja {w}", "Bistro {w}", "Pensjonat {w}", "Cukiernia {w}"],
        "services": ["Kancelaria {w}", "Biuro rachunkowe {w}", "Agencja {w}", "Studio {w}"],
        "it": ["{w} Software", "{w} Data", "Software house {w}"],
        "manufacturing": ["Fabryka Mebli {w}", "Zakłady {w}", "{w} Automatyka", "Młyny {w}"],
        "trade": ["Hurtownia {w}", "Delikatesy {w}", "Salon {w}"],
        "education": ["Szkoła językowa {w}", "Akademia {w}"],
        "health": ["Przychodnia {w}", "Klinika {w}"],
        "words": ["Pod Aniołem", "Zielony Dworek", "Wisła", "Śnieżka", "Stare Miasto", "Żuraw", "Bursztyn", "Łąka", "Jaskółka", "Słonecznik", "Nad Odrą", "Kornik", "Źródło", "Sokół", "Morelowa", "Cztery Pory", "Jagoda", "Kasztan", "Lipa", "Mazowsze", "Północ", "Rubin", "Szafran", "Tatry"],
        "forms": [" Sp. z o.o.", " S.A.", "", "", " sp.j."],
    },
    "CZ": {
        "hospitality": ["Kavárna {w}", "Hotel {w}", "Restaurace {w}", "Penzion {w}", "Cukrárna {w}", "Bistro {w}"],
        "services": ["Advokátní kancelář {w}", "Účetnictví {w}", "Agentura {w}", "Ateliér {w}"],
        "it": ["{w} Software", "{w} Data", "{w} Digital"],
        "manufacturing": ["Strojírny {w}", "Nábytek {w}", "Pivovar {w}", "Sklárny {w}"],
        "trade": ["Velkoobchod {w}", "Lahůdky {w}", "Prodejna {w}"],
        "education": ["Jazyková škola {w}", "Akademie {w}"],
        "health": ["Poliklinika {w}", "Lékárna {w}"],
        "words": ["U Zlatého lva", "Růžový palác", "Vltava", "Sněžka", "Staré Město", "Žlutá lilie", "Jantar", "Louka", "Vlaštovka", "Slunečnice", "Na Nábřeží", "Šafrán", "Pramen", "Sokol", "Meruňka", "Čtyři roky", "Kaštan", "Lípa", "Morava", "Sever", "Rubín", "Beskydy", "Pálava"],
        "forms": [" s.r.o.", " a.s.", "", "", " s.r.o."],
    },
    "GB": {
        "hospitality": ["The {w} Café", "{w} Hotel", "The {w} Arms", "{w} Bakery", "{w} Kitchen"],
        "services": ["{w} & Partners", "{w} Legal", "{w} Studio", "{w} Consulting"],
        "it": ["{w} Software", "{w} Labs", "{w} Systems"],
        "manufacturing": ["{w} Engineering", "{w} Furniture", "{w} Brewery"],
        "trade": ["{w} Foods", "{w} Wholesale"],
        "education": ["{w} Language School", "{w} College"],
        "health": ["{w} Clinic", "{w} Pharmacy"],
        "words": ["Hartwell", "Kingfisher", "Oakfield", "Larkspur", "Rosemary", "Northgate", "Saltmarsh", "Willow", "Harbour", "Foxglove", "Bramble", "Thistle", "Copper", "Meadow", "Juniper"],
        "forms": [" Ltd", " LLP", "", " plc", ""],
    },
}  # fmt: skip

TRADES = ("hospitality", "services", "it", "manufacturing", "trade", "education", "health")
