"""What the columns of other programs are like: as the classes of Django, and what Django has no word for."""

WHOLE = {
    "AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField", "SmallIntegerField",
    "PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField",
}  # fmt: skip
JSON = "JSONField"
UUID = "UUIDField"
#: One of the values that the type names, in PostgreSQL a type of its own.
ENUM = "EnumField"
#: Shown as the source itself writes it: a time of day, an interval, an address, a range.
TOLD = "ToldField"
#: Several values in one column.
LIST = "ListField"
#: A column of SQLite whose type nobody said; anything may stand in it.
ANY = "AnyField"
#: Several bits, shown as the number that they are.
BITS = "BitsField"
BINARY = "BinaryField"
#: What the source makes texts of before they are shown, searched and compared.
MADE_TEXT = {JSON, UUID, ENUM, TOLD, LIST, ANY}
#: What is shown otherwise than it would have to be written.
ONLY_READ = {JSON, LIST}
#: What keys may be kept as.
TEXTS = {"CharField", "TextField", "SlugField", UUID}
KEYABLE = WHOLE | TEXTS | {"DecimalField", "DateField", ENUM, ANY}
