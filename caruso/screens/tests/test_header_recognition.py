"""Which header means which field, on a small vocabulary."""

from caruso.screens.transfer.headers import Product, Term, Vocabulary, detect_product, fold, key, recognise

VOCABULARY = Vocabulary(
    (
        Term("last_name", ("Last Name", "Nazwisko", "Příjmení")),
        Term("job_title", ("Job Title", "Title")),
        Term("title_before", ("Title", "Tytuł")),
        Term("owner", ("Contact owner", "Account Owner")),
        Term("email", ("E-mail 1 - Value", "E-mail - Value", "Email"), many=True),
        Term("city", ("Mailing City",)),
        Term("street", ("Street",), many=True),
        Term("street", ("Whole address",)),
    ),
    prefixes=("Person",),
)


def paths(*headers: str) -> list[str | None]:
    return [found.path for found in recognise(headers, VOCABULARY)]


def test_case_accents_and_punctuation_do_not_matter():
    assert paths("PRIJMENI *") == ["last_name"]
    assert paths("nazwisko:", "MailingCity", "e_mail") == ["last_name", "city", "email"]
    assert fold("Łódź (ŻÓŁĆ)") == "lodz zolc"
    assert key("E-mail") == key("Email")


def test_a_slip_of_the_pen_is_forgiven_with_less_confidence():
    (found,) = recognise(["Lats Name"], VOCABULARY)
    assert found.path == "last_name" and 0.7 < found.confidence < 0.9


def test_a_near_word_of_another_meaning_is_not_taken():
    assert paths("Billing City", "Last Names Day", "Job", "Middle Name") == [None] * 4


def test_one_value_is_never_taken_from_two_columns():
    assert paths("Last Name", "Nazwisko") == ["last_name", None]
    assert paths("Account Owner", "Contact Owner") == [None, "owner"]


def test_an_ambiguous_header_yields_to_an_unambiguous_one():
    assert paths("Title") == ["job_title"]
    assert paths("Title", "Job Title") == ["title_before", "job_title"]


def test_numbered_columns_go_together_with_their_labels():
    found = recognise(["E-mail 1 - Label", "E-mail 1 - Value", "E-mail 7 - Value"], VOCABULARY)
    assert [one.path for one in found] == [None, "email", "email"]
    assert [one.label_header for one in found] == [None, "E-mail 1 - Label", None]
    assert paths("Last Name 2") == [None]


def test_a_whole_value_is_used_only_without_its_parts():
    assert paths("Whole address", "Street", "Street 2") == [None, "street", "street"]
    assert paths("Whole address") == ["street"]


def test_a_products_prefix_is_looked_through():
    assert paths("Person - Email", "Person - Last name") == ["email", "last_name"]


def test_the_product_is_known_by_its_headers():
    products = (Product("One", "x", ("A", "B")), Product("Two", "x", ("A", "B", "C")))
    assert detect_product(["a", "b"], products) is products[0]
    assert detect_product(["c", "a", "b"], products) is products[1]
    assert detect_product(["a"], products) is None
