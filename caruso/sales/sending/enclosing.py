"""Papers as files beside a mail."""

import logging

from caruso.sales.printing.answering import file_name, html_of
from caruso.sales.printing.paper import Paper
from caruso.sales.printing.pdf import NoPdf, pdf_of
from caruso.sales.sending.kinds import Enclosure

logger = logging.getLogger(__name__)


def as_pdf(paper: Paper) -> list[Enclosure]:
    """The PDF; nothing where this machine makes none."""
    try:
        return [Enclosure(file_name(paper), pdf_of(html_of(paper, for_pdf=True)), "application/pdf")]
    except NoPdf:
        logger.info("The mail of %s goes without PDF", paper.document)
        return []
