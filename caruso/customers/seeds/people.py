"""Names of invented people, by country: (first names of women, of men, last names of women, of men)."""

NAMES: dict[str, dict[str, list[str]]] = {
    "PL": {
        "women": ["Agnieszka", "Anna", "Barbara", "Beata", "Dorota", "Elżbieta", "Ewa", "Grażyna", "Hanna", "Iwona", "Joanna", "Julia", "Katarzyna", "Łucja", "Magdalena", "Małgorzata", "Marta", "Monika", "Natalia", "Olga", "Patrycja", "Renata", "Sylwia", "Weronika", "Zofia", "Żaneta"],
        "men": ["Adam", "Andrzej", "Bartłomiej", "Dariusz", "Grzegorz", "Jacek", "Jakub", "Jan", "Jarosław", "Józef", "Kamil", "Krzysztof", "Łukasz", "Maciej", "Marcin", "Michał", "Mirosław", "Paweł", "Piotr", "Rafał", "Stanisław", "Szymon", "Tomasz", "Wojciech", "Zbigniew", "Błażej"],
        "last": ["Nowak", "Wójcik", "Woźniak", "Mazur", "Krawczyk", "Kaczmarek", "Zając", "Król", "Wrona", "Dudek", "Stępień", "Walczak", "Sikora", "Baran", "Gąsior", "Pietrzak", "Wróbel", "Bąk", "Żak", "Ślusarz", "Świątek", "Gołąb", "Pająk", "Łuczak", "Ćwik", "Źrebiec"],
        "pairs": ["Kowalski|Kowalska", "Wiśniewski|Wiśniewska", "Kamiński|Kamińska", "Lewandowski|Lewandowska", "Zieliński|Zielińska", "Szymański|Szymańska", "Dąbrowski|Dąbrowska", "Kozłowski|Kozłowska", "Jankowski|Jankowska", "Wojciechowski|Wojciechowska", "Czarnecki|Czarnecka", "Górski|Górska", "Rutkowski|Rutkowska", "Ostrowski|Ostrowska", "Łukaszewski|Łukaszewska", "Świerczyński|Świerczyńska"],
    },
    "CZ": {
        "women": ["Alena", "Barbora", "Dana", "Eliška", "Eva", "Hana", "Ivana", "Jana", "Jitka", "Kateřina", "Kristýna", "Lenka", "Lucie", "Marie", "Markéta", "Martina", "Michaela", "Pavla", "Petra", "Šárka", "Tereza", "Věra", "Veronika", "Zdeňka", "Žaneta"],
        "men": ["Aleš", "Antonín", "David", "František", "Jan", "Jakub", "Jaroslav", "Jiří", "Josef", "Karel", "Ladislav", "Libor", "Luboš", "Marek", "Martin", "Michal", "Milan", "Miroslav", "Ondřej", "Pavel", "Petr", "Radek", "Roman", "Stanislav", "Tomáš", "Václav", "Vojtěch", "Zdeněk", "Řehoř"],
        "last": ["Krejčí", "Tichý", "Jírů", "Petrů", "Martinů", "Šebestů"],
        "pairs": ["Novák|Nováková", "Svoboda|Svobodová", "Novotný|Novotná", "Dvořák|Dvořáková", "Černý|Černá", "Procházka|Procházková", "Kučera|Kučerová", "Veselý|Veselá", "Horák|Horáková", "Němec|Němcová", "Marek|Marková", "Pospíšil|Pospíšilová", "Pokorný|Pokorná", "Hájek|Hájková", "Král|Králová", "Růžička|Růžičková", "Beneš|Benešová", "Fiala|Fialová", "Sedláček|Sedláčková", "Doležal|Doležalová", "Zeman|Zemanová", "Kolář|Kolářová", "Navrátil|Navrátilová", "Čermák|Čermáková", "Říha|Říhová", "Žižka|Žižková", "Šťastný|Šťastná"],
    },
    "GB": {
        "women": ["Alice", "Amelia", "Charlotte", "Emily", "Emma", "Fiona", "Grace", "Hannah", "Isla", "Jessica", "Laura", "Lucy", "Megan", "Nicola", "Olivia", "Rachel", "Rebecca", "Sophie", "Victoria", "Zoe"],
        "men": ["Adam", "Andrew", "Benjamin", "Callum", "Daniel", "David", "Edward", "George", "Harry", "Jack", "James", "Liam", "Matthew", "Oliver", "Owen", "Peter", "Robert", "Samuel", "Thomas", "William"],
        "last": ["Ashworth", "Barker", "Bennett", "Carter", "Clarke", "Cooper", "Davies", "Edwards", "Evans", "Fletcher", "Green", "Hartley", "Hughes", "Jenkins", "Kerr", "Lloyd", "Marsh", "Morris", "O'Neill", "Palmer", "Reid", "Shaw", "Sinclair", "Turner", "Walker", "Whitaker", "Wright", "Young"],
        "pairs": [],
    },
}  # fmt: skip

JOBS: dict[str, list[str]] = {
    "PL": ["Właściciel", "Dyrektor operacyjny", "Kierownik biura", "Kierownik zakupów", "Menedżer restauracji", "Specjalista ds. zaopatrzenia", "Dyrektor finansowy", "Kierownik zmiany", "Asystentka zarządu", "Dyrektor hotelu", "Główny księgowy", "Barista szkoleniowiec"],
    "CZ": ["Majitel", "Provozní ředitel", "Vedoucí kanceláře", "Vedoucí nákupu", "Manažer restaurace", "Referent zásobování", "Finanční ředitel", "Vedoucí směny", "Asistentka ředitele", "Ředitel hotelu", "Hlavní účetní", "Školitel baristů"],
    "GB": ["Owner", "Operations director", "Office manager", "Head of purchasing", "Restaurant manager", "Facilities coordinator", "Finance director", "Shift lead", "Executive assistant", "General manager", "Chief accountant", "Head barista"],
}  # fmt: skip

HOBBIES = ["cycling", "chess", "opera", "mushroom picking", "sailing", "beekeeping", "choir", "mountain hiking", "board games", "gardening", "photography", "latte art"]  # fmt: skip
