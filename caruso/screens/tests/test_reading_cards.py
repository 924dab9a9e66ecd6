"""vCard files of telephones and mail programs."""

from pathlib import Path

import pytest

from caruso.screens.transfer.reading import ReadingProblem, SourceRow, open_table


def read(tmp_path: Path, text: str | bytes, encoding: str = "utf-8") -> list[SourceRow]:
    path = tmp_path / "cards.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    table = open_table(path)
    assert table.kind == "vcard"
    return list(table.rows())


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def filled(row: SourceRow) -> dict[str, str]:
    return {header: text for header, text in row.cells.items() if text}


def test_a_card_of_each_version(tmp_path):
    two = card(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C5=81=C4=85cka;Zo=", "fia;;dr;",
        "TEL;CELL;PREF:+48 601", "EMAIL;INTERNET;HOME:z@b.example", version="2.1",
    )  # fmt: skip
    three = card(
        "N:Dvořák;Jiří;;Ing.;Ph.D.", "ORG:Kolář\\, a.s.;Nákup", "TEL;TYPE=WORK,FAX:543",
        "ADR;TYPE=WORK:;;Husova 15;Brno;;602 00;Česko", "NOTE:první\\ndruhý\\; třetí", "BDAY:1975-04-24",
    )  # fmt: skip
    four = card(
        "FN:Emily Hargreaves", 'TEL;VALUE=uri;TYPE="voice,cell":tel:+447700900101', "BDAY:--0229",
        "CATEGORIES:customer,EMEA", "ANNIVERSARY:20040619", "RELATED;TYPE=spouse;VALUE=text:Tom", version="4.0",
    )  # fmt: skip
    first, second, third = read(tmp_path, two + three + four)
    assert filled(first) == {
        "Last Name": "Łącka", "First Name": "Zofia", "Name Prefix": "dr", "E-mail 1 - Value": "z@b.example",
        "E-mail 1 - Type": "Home", "Phone 1 - Value": "+48 601", "Phone 1 - Type": "Mobile",
    }  # fmt: skip
    assert filled(second) == {
        "Last Name": "Dvořák", "First Name": "Jiří", "Name Prefix": "Ing.", "Name Suffix": "Ph.D.",
        "Organization": "Kolář, a.s.", "Department": "Nákup", "Phone 1 - Value": "543", "Phone 1 - Type": "Work Fax",
        "Address 1 - Street": "Husova 15", "Address 1 - City": "Brno", "Address 1 - Postal Code": "602 00",
        "Address 1 - Country": "Česko", "Address 1 - Type": "Work", "Birthday": "1975-04-24",
        "Notes": "první\ndruhý; třetí",
    }  # fmt: skip
    assert filled(third) == {
        "Full Name": "Emily Hargreaves", "Phone 1 - Value": "+447700900101", "Phone 1 - Type": "Mobile",
        "Birthday": "--02-29", "Categories": "customer; EMEA", "Anniversary": "2004-06-19", "Spouse": "Tom",
    }  # fmt: skip
    assert (first.number, second.number) == (1, 8)


def test_the_users_own_label_is_the_type(tmp_path):
    (row,) = read(tmp_path, card("N:A;B;;;", "item1.TEL:1", "item1.X-ABLabel:Centrala", "item2.TEL:2",
                                 "item2.X-ABLabel:_$!<Mobile>!$_"))  # fmt: skip
    assert (row.cells["Phone 1 - Type"], row.cells["Phone 2 - Type"]) == ("Centrala", "Mobile")


def test_folding_may_cut_a_letter_in_two(tmp_path):
    text = card("N:Łącka;Zofia;;;", "NOTE:zażółć").encode()
    cut = text.index("żółć".encode()) + 1
    (row,) = read(tmp_path, text[:cut] + b"\r\n " + text[cut:])
    assert row.cells["Notes"] == "zażółć" and not row.problems


def test_folding_without_its_blank_is_mended_and_told(tmp_path):
    (row,) = read(tmp_path, card("N:A;B;;;", "NOTE:see", "http://a.example/x and more"))
    assert row.cells["Notes"] == "seehttp://a.example/x and more"
    assert row.problems[0].line == 1


def test_pictures_are_passed_over_however_long(tmp_path):
    line = "A" * 5_000_000
    rows = read(tmp_path, card("N:A;B;;;", f"PHOTO;ENCODING=b;TYPE=JPEG:{line}", "TEL:1")
                + card("PHOTO;BASE64:", *([" " + "B" * 74] * 1000), "", "N:C;D;;;", version="2.1"))  # fmt: skip
    assert [row.cells["Last Name"] for row in rows] == ["A", "C"]
    assert rows[0].cells["Phone 1 - Value"] == "1" and not rows[0].problems


def test_a_value_without_end_is_cut_and_told(tmp_path):
    (row,) = read(tmp_path, card("N:A;B;;;", "NOTE:" + "x" * 3_000_000))
    assert len(row.cells["Notes"]) < 200_000 and row.problems


def test_every_property_may_have_its_own_charset(tmp_path):
    old = b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=windows-1250:" + "Žlutý;Kůň".encode("cp1250") + b"\r\nEND:VCARD\r\n"
    rows = read(tmp_path, old + card("N:Žlutý;Kůň;;;").encode())
    assert {row.cells["First Name"] for row in rows} == {"Kůň"}


def test_wide_files_are_read(tmp_path):
    (row,) = read(tmp_path, card("N:Łącka;Zofia;;;"), "utf-16")
    assert row.cells["Last Name"] == "Łącka"


def test_cards_that_are_not_closed_are_kept_and_told(tmp_path):
    first, second = read(tmp_path, "BEGIN:VCARD\nN:A;B\nTEL:1\nBEGIN:VCARD\nN:C;D\n")
    assert (first.cells["Last Name"], second.cells["Last Name"]) == ("A", "C")
    assert first.problems and second.problems


def test_more_numbers_than_there_is_room_for_are_told(tmp_path):
    (row,) = read(tmp_path, card("N:A;B;;;", *(f"TEL:{n}" for n in range(12))))
    assert row.cells["Phone 9 - Value"] == "8" and "3" in str(row.problems[0])


def test_reading_goes_on_from_any_line(tmp_path):
    read(tmp_path, "".join(card(f"N:{n};B;;;") for n in range(5)))
    table = open_table(tmp_path / "cards.csv")
    every = list(table.rows())
    for start in range(1, 25):
        assert list(table.rows(start)) == [row for row in every if row.number >= start]


def test_a_file_of_empty_cards_is_told(tmp_path):
    with pytest.raises(ReadingProblem, match="no contact"):
        read(tmp_path, card())
