"""Writes pipedrive_people.xlsx beside itself: `python tests/data/write_pipedrive_people.py`.

A workbook cannot be edited as text; this is its source. The first sheet is hidden, as the exports of some
templates are; the rows are dates, numbers, percents, formulas and errors as a spreadsheet keeps them.
"""

from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

HEADERS = (
    "Person - ID", "Person - Name", "Person - First name", "Person - Last name", "Person - Labels",
    "Person - Organization", "Person - Title", "Person - Email - Work", "Person - Email - Home",
    "Person - Email - Other", "Person - Phone - Work", "Person - Phone - Home", "Person - Phone - Mobile",
    "Person - Phone - Other", "Person - Birthday", "Person - Postal code", "Person - Owner",
    "Person - Person created", "Person - Marketing status", "Person - Open deals", "Person - Win rate",
    "Person - Notes",
)  # fmt: skip

PEOPLE = (
    (1, 'Zofia Łącka', 'Zofia', 'Łącka', 'VIP, klient', 'Huta Świtezianka sp. z o.o.', 'Kierownik zakupów', 'zofia.lacka@switezianka.example', None, None,
     '42 631 40 11', None, '+48 601 234 501', None, '14.03.1979', 90613, "Anna Nowak", datetime(2024, 1, 1, 0, 0), "Subscribed", 0, 0.0, 'Woli kontakt rano'),
    (2, 'Józef Gęślicki', 'Józef', 'Gęślicki', 'klient', 'Młyn Pod Lipą s.c.', 'Prezes zarządu', 'j.geslicki@podlipa.example', None, None,
     '+48 22 845 77 30', None, '602 345 612', None, date(1964, 11, 2), 41600, "Anna Nowak", datetime(2024, 2, 2, 1, 7), "Subscribed", 1, 0.25, None),
    (3, 'Agnieszka Źdźbło', 'Agnieszka', 'Źdźbło', 'targi 2024, jakość', 'Wytwórnia Ćma i Syn', 'Specjalista ds. jakości', 'a.zdzblo@cma-i-syn.example', None, None,
     '71 345 01 02', None, '+48 603 456 723', None, date(1988, 7, 30), 50123, "Anna Nowak", datetime(2024, 3, 3, 2, 14), "Subscribed", 2, 0.5, 'Poznana na targach.'),
    (4, 'Krzysztof Śliwiński', 'Krzysztof', 'Śliwiński', 'lead', 'Papiernia Orzeł', 'Handlowiec', 'krzysztof.sliwinski@orzel-papier.example', None, None,
     '12 432 10 99', None, 48604567834, None, date(1991, 1, 9), 31618, "Anna Nowak", datetime(2024, 4, 4, 3, 21), "Subscribed", 3, 0.75, None),
    (5, 'Małgorzata Bąk-Żurawska', 'Małgorzata', 'Bąk-Żurawska', 'VIP', 'Huta Świtezianka sp. z o.o.', 'Dyrektor finansowy', 'm.bak@switezianka.example', None, None,
     '42 631 40 12', None, '+48 605 678 945', None, '21.05.1971', 90613, "Anna Nowak", datetime(2024, 5, 5, 4, 28), "Subscribed", 0, 1.0, 'Faktury tylko elektronicznie'),
    (6, 'Paweł Wójcik', 'Paweł', 'Wójcik', 'klient, stolarka', 'Stolarnia Dębowa', 'Właściciel', 'biuro@stolarniadebowa.example', None, None,
     '89 527 33 21', None, '606-789-056', None, date(1983, 12, 24), 10173, "Anna Nowak", datetime(2024, 6, 6, 5, 35), "Subscribed", 1, 0.0, None),
    (7, 'Stanisław Kępa', 'Stanisław', 'Kępa', '', 'Odlewnia Iskra S.A.', 'Główny technolog', 's.kepa@odlewniaiskra.example', None, None,
     '41 366 20 20', None, '+48 607 890 167', None, date(1959, 8, 8), 25350, "Anna Nowak", datetime(2024, 7, 7, 6, 42), "Subscribed", 2, 0.25, 'Emerytura w przyszłym roku'),
    (8, 'Niedźwiecka, Ewa', 'Ewa', 'Niedźwiecka', 'asystent', 'Odlewnia Iskra S.A.', 'Asystentka zarządu', 'e.niedzwiecka@odlewniaiskra.example', None, None,
     '41 366 20 21', None, '+48 608 901 278', None, date(1995, 2, 11), 25350, "Anna Nowak", datetime(2024, 8, 8, 7, 49), "Subscribed", 3, 0.5, None),
    (9, 'Łukasz Pająk', 'Łukasz', 'Pająk', 'klient', 'Mleczarnia Biała Krowa', 'Kierownik produkcji', 'lukasz.pajak@bialakrowa.example', None, None,
     '85 664 18 00', None, 609012389, None, '03.10.1986', 15399, "Anna Nowak", datetime(2024, 9, 9, 8, 56), "Subscribed", 0, 0.75, None),
    (10, 'Halina Żółć', 'Halina', 'Żółć', '', 'Młyn Pod Lipą s.c.', 'Księgowa', 'ksiegowosc@podlipa.example', None, None,
     '22 845 77 31', None, '+48 510 123 490', None, date(1968, 6, 17), 41600, "Anna Nowak", datetime(2024, 10, 10, 9, 3), "Subscribed", 1, 1.0, None),
    (11, 'Grzegorz Brzęczyszczykiewicz', 'Grzegorz', 'Brzęczyszczykiewicz', 'logistyka, partner', 'Spedycja Wicher', 'Logistyk', 'g.brzeczyszczykiewicz@wicher.example', None, None,
     '58 320 44 55', None, '511234501', None, date(1977, 4, 1), 80001, "Anna Nowak", datetime(2024, 11, 11, 10, 10), "Subscribed", 2, 0.0, 'Długie nazwisko - nie skracać!'),
    (12, 'Dorota Ścibor', 'Dorota', 'Ścibor', 'targi 2024', 'Cukiernia Pączek', 'Marketing', 'dorota@paczek.example', None, None,
     '61 852 00 17', None, '+48 512 345 612', None, date(1993, 9, 19), 60101, "Anna Nowak", datetime(2024, 12, 12, 11, 17), "Subscribed", 3, 0.25, None),
    (13, 'Jiří Dvořák', 'Jiří', 'Dvořák', 'klient, strojírenství', 'Strojírny Kolář a.s.', 'Vedoucí nákupu', 'jiri.dvorak@strojirny-kolar.example', None, None,
     '+420 543 210 100', None, '+420 777 123 401', None, '24.04.1975', '602 00', "Anna Nowak", datetime(2024, 1, 13, 12, 24), "Subscribed", 0, 0.5, 'Volat po deváté'),
    (14, 'Tereza Nováková', 'Tereza', 'Nováková', 'HR', 'Strojírny Kolář a.s.', 'Personalistka', 'tereza.novakova@strojirny-kolar.example', None, None,
     '543 210 101', None, 777123402, None, date(1989, 10, 15), '602 00', "Anna Nowak", datetime(2024, 2, 14, 13, 31), "Subscribed", 1, 0.75, None),
    (15, 'Přemysl Řehoř', 'Přemysl', 'Řehoř', 'VIP', 'Pekárna U Řehořů s.r.o.', 'Jednatel', 'premysl@urehoru.example', None, None,
     '+420 387 311 222', None, '+420 602 345 678', None, date(1966, 6, 16), '370 01', "Anna Nowak", datetime(2024, 3, 15, 14, 38), "Subscribed", 2, 1.0, None),
    (16, 'Věra Šťastná', 'Věra', 'Šťastná', 'klient, knihy', 'Nakladatelství Kalina', 'Ředitelka', 'vera.stastna@kalina.example', None, None,
     '222 333 444', None, '+420 603 456 789', None, date(1958, 10, 8), '130 00', "Anna Nowak", datetime(2024, 4, 16, 15, 45), "Subscribed", 3, 0.0, 'Preferuje e-mail.'),
    (17, 'Zdeněk Kučera', 'Zdeněk', 'Kučera', 'víno', 'Vinařství Pod Hradem', 'Obchodní zástupce', 'zdenek.kucera@podhradem.example', None, None,
     '519 321 654', None, '604567890', None, '23.01.1982', '692 01', "Anna Nowak", datetime(2024, 5, 17, 16, 52), "Subscribed", 0, 0.25, None),
    (18, 'Žáčková, Kateřina', 'Kateřina', 'Žáčková', '', 'Nakladatelství Kalina', 'Asistentka', 'katerina.zackova@kalina.example', None, None,
     '222 333 445', None, '+420 605 678 901', None, date(1996, 11, 25), '130 00', "Anna Nowak", datetime(2024, 6, 18, 17, 59), "Subscribed", 1, 0.5, None),
    (19, 'Ondřej Čížek', 'Ondřej', 'Čížek', 'IT', 'Datová dílna s.r.o.', 'Vývojář', 'ondrej.cizek@datovadilna.example', None, None,
     None, None, 420606789012, None, date(1990, 7, 4), '702 00', "Anna Nowak", datetime(2024, 7, 19, 18, 6), "Subscribed", 2, 0.75, None),
    (20, 'Ludmila Hořejší', 'Ludmila', 'Hořejší', 'zdraví', 'Ordinace Hořejší', 'Lékařka', 'ordinace@horejsi.example', None, None,
     '+420 495 212 333', None, '607 890 123', None, date(1970, 9, 16), '500 02', "Anna Nowak", datetime(2024, 8, 20, 19, 13), "Subscribed", 3, 1.0, None),
    (21, 'Miloš Ďurica', 'Miloš', 'Ďurica', 'servis', 'Servis Výtahů Vzhůru', 'Technik', 'milos.durica@vzhuru.example', None, None,
     '377 222 111', None, '+420 608 901 234', None, '25.01.1985', '301 00', "Anna Nowak", datetime(2024, 9, 21, 20, 20), "Subscribed", 0, 0.0, None),
    (22, 'Emily Hargreaves', 'Emily', 'Hargreaves', 'customer, EMEA', 'Willowmere Ltd', 'Head of Procurement', 'emily.hargreaves@willowmere.example', None, None,
     '+44 20 7946 0101', None, '+44 7700 900101', None, date(1984, 2, 29), 'SE1 9ZZ', "Anna Nowak", datetime(2024, 10, 22, 21, 27), "Subscribed", 1, 0.25, 'Born on 29 February'),
    (23, "Oliver O'Sullivan", 'Oliver', "O'Sullivan", 'partner', 'Harbour & Finch', 'Sales Director', 'oliver@harbourfinch.example', None, None,
     '020 7946 0102', None, '07700 900102', None, date(1972, 12, 5), 'BS1 4ZZ', "Anna Nowak", datetime(2024, 11, 23, 22, 34), "Subscribed", 2, 0.5, None),
    (24, 'Charlotte Pemberton-Smythe', 'Charlotte', 'Pemberton-Smythe', 'customer', 'Willowmere Ltd', 'CFO', 'c.pemberton@willowmere.example', None, None,
     None, None, 447700900103, None, date(1980, 8, 13), 'SE1 9ZZ', "Anna Nowak", datetime(2024, 12, 24, 23, 41), "Subscribed", 3, 0.75, None),
    (25, 'Daniel Okafor', 'Daniel', 'Okafor', 'research, customer', 'Brightwater Labs', 'Research Lead', 'daniel.okafor@brightwater.example', None, None,
     '+1 202-555-0114', None, '(202) 555-0104', None, '06.05.1987', '20001', "Anna Nowak", datetime(2024, 1, 25, 0, 48), "Subscribed", 0, 1.0, None),
    (26, 'Grace Whitlock', 'Grace', 'Whitlock', '', 'Harbour & Finch', 'Office Manager', 'grace.whitlock@harbourfinch.example', None, None,
     None, None, '+44 7700 900105', None, date(1992, 3, 27), 'BS1 4ZZ', "Anna Nowak", datetime(2024, 2, 26, 1, 55), "Subscribed", 1, 0.0, 'Ask for Grace'),
    (27, 'Zoë Ångström', 'Zoë', 'Ångström', 'design', 'Brightwater Labs', 'Designer', 'zoe@brightwater.example', None, None,
     None, None, '+1 202 555 0106', None, date(1994, 6, 21), '20001', "Anna Nowak", datetime(2024, 3, 27, 2, 2), "Subscribed", 2, 0.25, None),
    (28, 'Mączka, Wojciech', 'Wojciech', 'Mączka', 'klient', 'Piekarnia Mączka', 'Piekarz', 'w.maczka@maczka.example', None, None,
     '14 621 33 44', None, '+48 513 456 723', None, date(1961, 4, 23), 33100, "Anna Nowak", datetime(2024, 4, 1, 3, 9), "Subscribed", 3, 0.5, None),
    (29, 'Iwona Jeżewska', 'Iwona', 'Jeżewska', 'prawo', 'Kancelaria Jeżewska', 'Radca prawny', 'iwona@jezewska.example', None, None,
     '+48 22 622 11 10', None, 514567834, None, '15.05.1976', 556, "Anna Nowak", datetime(2024, 5, 2, 4, 16), "Subscribed", 0, 0.75, None),
    (30, 'Bohumil Krejčí', 'Bohumil', 'Krejčí', 'chemie', 'Lakovna Duha', 'Chemik', 'bohumil.krejci@duha-lak.example', None, None,
     '465 333 222', None, '+420 721 112 233', None, date(1955, 10, 3), '530 02', "Anna Nowak", datetime(2024, 6, 3, 5, 23), "Subscribed", 1, 1.0, None),
    (201, "ZOFIA ŁĄCKA ", "ZOFIA", "ŁĄCKA ", None, "Huta Świtezianka", None, "ZOFIA.LACKA@SWITEZIANKA.example"),
    (202, "Jiri Dvorak", None, None, "klient", "Strojírny Kolář", None, None, None, None, None, None, 420777123401),
    (),
    (203, "<script>alert(7)</script>", None, None, None, None, None, "not an e-mail", None, None, "ask Bob"),
    (204, "  Oliver   O'Sullivan", None, None, "partner, VIP", "Harbour & Finch", None, "oliver@HARBOURFINCH.example", "ollie@home.example", None, None, None, "+44 7700 900 102", None, "1972-12-05", None, "Anna Nowak", datetime(2024, 3, 31, 2, 30), None, True, 1, "First line\nSecond line"),
)  # fmt: skip


def write(path: Path) -> None:
    book = Workbook()
    hidden = book.active
    hidden.title = "Lists"
    hidden.append(("Owner", "Label"))
    hidden.append(("Anna Nowak", "Customer"))
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet("People")
    sheet.append(HEADERS)
    for person in PEOPLE:
        sheet.append(person)
        number = sheet.max_row
        sheet.cell(number, 16).number_format = r"00\-000"
        sheet.cell(number, 21).number_format = "0%"
    sheet.cell(7, 22).value = "=1/0"
    sheet.append(())
    sheet.append((901, "=1+1", None, None, None, None, None, "formula@zle.example"))
    book.active = 1
    book.save(path)


if __name__ == "__main__":
    write(Path(__file__).with_name("pipedrive_people.xlsx"))
