"""XLSX workbooks, honest and otherwise."""

import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from caruso.screens.transfer.reading import ReadingProblem, open_table
from caruso.screens.transfer.reading.limits import MAX_PARSED_WHOLE_BYTES

CONTENT_TYPES = "[Content_Types].xml"


def save(tmp_path: Path, book: Workbook) -> Path:
    path = tmp_path / "file.txt"  # the name lies; the content counts
    book.save(path)
    return path


def workbook(*rows: tuple[object, ...]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book


def altered(path: Path, part: str, old: bytes, new: bytes) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # An empty element is written in one of three ways, by what writes XML on this machine.
    forms = (old, old.replace(b" />", b"/>"), old.replace(b"<v />", b"<v></v>"))
    found = next(form for form in forms if form in parts[part])
    parts[part] = parts[part].replace(found, new, 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_values_become_text_as_a_person_would_write_it(tmp_path):
    book = workbook(
        ("Day", "Moment", "Time", "Whole", "Part", "Yes", "Share", "Postal", "Phone", "Text"),
        (date(1984, 2, 29), datetime(2025, 3, 1, 14, 5), time(8, 30), 12.0, 0.1 + 0.2, True, 0.255, 1234,
         48600100200, " Łódź "),
    )  # fmt: skip
    book.active["G2"].number_format = "0.0%"
    book.active["H2"].number_format = r"00\-000"
    (row,) = open_table(save(tmp_path, book)).rows()
    assert list(row.cells.values()) == [
        "1984-02-29", "2025-03-01T14:05:00", "08:30:00", "12", "0.3", "true", "25.5%", "01-234", "48600100200",
        " Łódź ",
    ]  # fmt: skip


def test_a_formula_gives_its_value_never_itself(tmp_path):
    path = save(tmp_path, workbook(("Name", "Sum"), ("A", "=1+1"), ("B", 3)))
    part = "xl/worksheets/sheet1.xml"
    table = open_table(altered(path, part, b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"))
    assert [row.cells["Sum"] for row in table.rows()] == ["2", "3"]


def test_an_error_in_a_cell_is_told_beside_the_cell(tmp_path):
    (row,) = open_table(save(tmp_path, workbook(("Name", "Sum"), ("A", "#DIV/0!")))).rows()
    assert row.cells["Sum"] == ""
    assert (row.problems[0].line, row.problems[0].column) == (2, "Sum")


def test_the_first_visible_sheet_with_data_is_read(tmp_path):
    book = workbook(("Secret", "List"), ("a", "b"))
    book.active.sheet_state = "hidden"
    book.create_sheet("Empty")
    sheet = book.create_sheet("People")
    sheet.append(("Name", "City"))
    sheet.append(("Jan", "Brno"))
    book.active = 2
    assert open_table(save(tmp_path, book)).headers == ["Name", "City"]


def test_titles_merged_headers_gaps_and_long_rows(tmp_path):
    book = workbook(("Report",), (), ("Name", "Address", None, "Note"), ("Jan", "Rynek 7", "Brno", ""), (), ("x",) * 5)
    book.active.merge_cells("B3:C3")
    table = open_table(save(tmp_path, book))
    assert table.headers == ["Name", "Address", "Column C", "Note"]
    first, last = table.rows()
    assert (first.number, last.number) == (4, 6)
    assert first.cells["Column C"] == "Brno" and not first.problems
    assert last.problems[0].line == 6


def test_reading_goes_on_from_any_row(tmp_path):
    table = open_table(save(tmp_path, workbook(("A", "B"), *((n, "x") if n % 3 else () for n in range(30)))))
    every = list(table.rows())
    for start in range(1, 34):
        assert list(table.rows(start)) == [row for row in every if row.number >= start]


def test_a_far_away_cell_costs_nothing(tmp_path):
    path = save(tmp_path, workbook(("Name", "City"), ("Jan", "Brno")))
    far = b'</row><row r="99999999"><c r="ZZZZZZ99999999" t="n"><v>1</v></c></row></sheetData>'
    table = open_table(altered(path, "xl/worksheets/sheet1.xml", b"</row></sheetData>", far))
    try:
        assert len(list(table.rows())) == 1
    except ReadingProblem:
        pass


def test_an_empty_workbook_is_told(tmp_path):
    with pytest.raises(ReadingProblem, match="no visible sheet"):
        open_table(save(tmp_path, Workbook()))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = save(tmp_path, workbook(("Name", "City")))
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w") as part,
    ):
        for _ in range(64):
            part.write(b" " * 1024**2)
    with pytest.raises(ReadingProblem, match="too large"):
        open_table(path)


def test_parts_that_would_be_held_in_memory_are_limited_more(tmp_path, monkeypatch):
    path = save(tmp_path, workbook(("Name", "City")))
    monkeypatch.setattr("caruso.screens.transfer.reading.archive.MAX_PARSED_WHOLE_BYTES", 100)
    with pytest.raises(ReadingProblem, match="too large"):
        open_table(path)
    assert MAX_PARSED_WHOLE_BYTES > 10**8


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path, encoding):
    path = save(tmp_path, workbook(("Name", "City")))
    laughs = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><sst>&c;</sst>'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/more.xml", laughs.encode(encoding))
    with pytest.raises(ReadingProblem, match="not opened"):
        open_table(path)


def test_a_password_is_told(tmp_path):
    path = tmp_path / "locked.xlsx"
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)
    header[48:52] = (1).to_bytes(4, "little")
    path.write_bytes(bytes(header) + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512)
    with pytest.raises(ReadingProblem, match="password"):
        open_table(path)


@pytest.mark.parametrize("keep", [40, 400, 2000, 4000])
def test_a_cut_off_workbook_is_told(tmp_path, keep):
    path = save(tmp_path, workbook(("Name", "City"), ("Jan", "Brno")))
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ReadingProblem):
        open_table(path)


def test_another_kind_of_zip_is_told(tmp_path):
    path = tmp_path / "photos.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.txt", "x")
    with pytest.raises(ReadingProblem, match="ZIP"):
        open_table(path)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", CONTENT_TYPES])
def test_broken_xml_is_told(tmp_path, part):
    path = altered(save(tmp_path, workbook(("Name", "City"), ("Jan", "Brno"))), part, b"</", b"<<")
    with pytest.raises(ReadingProblem, match="damaged"):
        list(open_table(path).rows())
