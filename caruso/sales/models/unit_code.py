"""Units as e-invoices name them: the codes of UN/ECE Recommendation 20, and with an X before them those of Recommendation 21."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.sales.models.choice_list import Coding


class UnitCode(models.TextChoices):
    """Those that a unit of the firm's own may have."""

    AGREED = "ZZ", _("mutually defined")
    ONE = "C62", _("one (piece)")
    PAIR = "PR", _("pair")
    DOZEN = "DZN", _("dozen")
    SET = "SET", _("set")
    PERCENT = "P1", _("percent")
    PERSON = "IE", _("person")
    LUMP_SUM = "LS", _("lump sum")
    SERVICE_UNIT = "E48", _("service unit")
    MINUTE = "MIN", _("minute")
    HOUR = "HUR", _("hour")
    WORKING_DAY = "E49", _("working day")
    DAY = "DAY", _("day")
    WEEK = "WEE", _("week")
    MONTH = "MON", _("month")
    YEAR = "ANN", _("year")
    GRAM = "GRM", _("gram")
    KILOGRAM = "KGM", _("kilogram")
    TONNE = "TNE", _("tonne")
    MILLILITRE = "MLT", _("millilitre")
    LITRE = "LTR", _("litre")
    CUBIC_METRE = "MTQ", _("cubic metre")
    CENTIMETRE = "CMT", _("centimetre")
    METRE = "MTR", _("metre")
    KILOMETRE = "KMT", _("kilometre")
    SQUARE_METRE = "MTK", _("square metre")
    HECTARE = "HAR", _("hectare")
    KILOWATT_HOUR = "KWH", _("kilowatt hour")
    PACKAGE = "XPK", _("package")
    PALLET = "XPX", _("pallet")
    BOX = "XBX", _("box")
    CARTON = "XCT", _("carton")
    BAG = "XBG", _("bag")
    SACK = "XSA", _("sack")
    BOTTLE = "XBO", _("bottle")
    ROLL = "XRO", _("roll")


UNIT_CODES = Coding(
    UnitCode,
    usual=UnitCode.AGREED,
    of_the_house={
        "piece": "C62",
        "hour": "HUR",
        "day": "DAY",
        "month": "MON",
        "kg": "KGM",
        "l": "LTR",
        "m": "MTR",
        "m2": "MTK",
        "km": "KMT",
        "set": "SET",
        "package": "XPK",
    },
)
