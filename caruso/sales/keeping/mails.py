"""Mails go with what they were about: nobody's address is kept for a record that is destroyed."""

from caruso.kernel.written import Written
from caruso.sales.models import OutgoingMail


def keep(written: Written) -> None:
    if written.verb == "destroy" and written.object.key.startswith("sales."):
        numbers = [record.pk for record in written.records]
        OutgoingMail.objects.filter(object=written.object.key, record__in=numbers).delete()
