"""How much a file may ask for. Sizes in characters unless said otherwise."""

SAMPLE_BYTES = 256 * 1024  # what detection looks at closely

MAX_LINE = 1024 * 1024
MAX_CELL = 128 * 1024
MAX_RECORD = 4 * 1024 * 1024  # one row, over all its lines
MAX_COLUMNS = 2_000
HEADER_SEARCH_ROWS = 20

MAX_SHEET_ROWS = 1_048_576  # what Excel itself can hold
MAX_ARCHIVE_PARTS = 10_000
MAX_UNPACKED_BYTES = 2 * 1024**3
MAX_PARSED_WHOLE_BYTES = 128 * 1024**2  # parts the XLSX library keeps in memory: texts, styles
MAX_PACKING_RATIO = 200
PACKING_RATIO_MATTERS_FROM_BYTES = 16 * 1024**2

MAX_CARD_PROPERTIES = 1_000
MAX_REPEATS = 9  # e-mails, phones, addresses, … on one card
