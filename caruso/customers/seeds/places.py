"""Towns and streets where the demo's customers are: (town, first digits of the postal code, telephone area)."""

TOWNS: dict[str, list[tuple[str, str, str]]] = {
    "PL": [("Warszawa", "00-{:03}", "22"), ("Kraków", "30-{:03}", "12"), ("Łódź", "90-{:03}", "42"), ("Wrocław", "50-{:03}", "71"), ("Poznań", "60-{:03}", "61"), ("Gdańsk", "80-{:03}", "58"), ("Katowice", "40-{:03}", "32"), ("Świętochłowice", "41-{:03}", "32"), ("Bielsko-Biała", "43-{:03}", "33"), ("Rzeszów", "35-{:03}", "17"), ("Żywiec", "34-{:03}", "33"), ("Szczecin", "70-{:03}", "91"), ("Cieszyn", "43-{:03}", "33")],
    "CZ": [("Praha", "110 {:02}", "22"), ("Brno", "602 {:02}", "54"), ("Ostrava", "702 {:02}", "59"), ("Plzeň", "301 {:02}", "37"), ("Olomouc", "779 {:02}", "58"), ("Liberec", "460 {:02}", "48"), ("České Budějovice", "370 {:02}", "38"), ("Hradec Králové", "500 {:02}", "49"), ("Zlín", "760 {:02}", "57"), ("Žďár nad Sázavou", "591 {:02}", "56"), ("Český Těšín", "737 {:02}", "55")],
    "GB": [("London", "SW1A {}AA", "20"), ("Manchester", "M1 {}AE", "161"), ("Leeds", "LS1 {}BA", "113"), ("Bristol", "BS1 {}TR", "117"), ("Edinburgh", "EH1 {}BB", "131")],
}  # fmt: skip

STREETS: dict[str, list[str]] = {
    "PL": ["ul. Długa", "ul. Piotrkowska", "al. Jana Pawła II", "ul. Świętego Marcina", "ul. Młyńska", "Rynek", "ul. Żeromskiego", "ul. Kościuszki"],
    "CZ": ["Dlouhá", "Masarykova", "Náměstí Míru", "Žižkova", "Husova", "Palackého", "Na Příkopě", "Křížová"],
    "GB": ["High Street", "Station Road", "Mill Lane", "Church Street", "Queen's Road", "Market Place"],
}  # fmt: skip

CALLING = {"PL": "48", "CZ": "420", "GB": "44"}
LANGUAGE = {"PL": "pl", "CZ": "cs", "GB": "en"}
CURRENCY = {"PL": "PLN", "CZ": "CZK", "GB": "GBP"}
