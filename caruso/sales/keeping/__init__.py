"""What is kept beside the records of sales, in the transaction of each write."""

from caruso.kernel.written import keep_beside
from caruso.sales.keeping import (
    first_contact,
    following,
    lead_duplicates,
    lines,
    mails,
    new_leads,
    ordered,
    passages,
    rhythms,
    settlements,
    won_customers,
)

#: Lines come before what follows from them.
KEEPERS = (
    first_contact.keep,
    following.keep,
    lines.keep,
    mails.keep,
    ordered.keep,
    settlements.keep,
    won_customers.keep,
    lead_duplicates.keep,
    new_leads.keep,
    passages.keep,
    rhythms.keep,
)


def start() -> None:
    for keeper in KEEPERS:
        keep_beside(keeper)
