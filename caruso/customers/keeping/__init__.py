"""What is kept beside customers, in the transaction of each write."""

from caruso.customers.keeping import affiliations, next_activity, occasions
from caruso.kernel.written import keep_beside


def start() -> None:
    for keeper in (affiliations.keep, next_activity.keep, occasions.keep):
        keep_beside(keeper)
