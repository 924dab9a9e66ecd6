"""Taking something of an order or an invoice: dialogs that ask how much of each line."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.fields import Field
from caruso.kernel.fields.kinds import kind_named
from caruso.kernel.request import Request
from caruso.sales.counting import expected_back
from caruso.sales.from_invoice import creditable
from caruso.sales.from_order import invoice_order
from caruso.sales.from_return import write_credit_notes
from caruso.sales.models import Delivery, Invoice, Order, Return
from caruso.sales.sending.shipments import Telling, left_in_words
from caruso.screens.description import Screen, screen_of
from caruso.screens.doors import record_or_404, require
from caruso.screens.forms.form import RecordForm
from caruso.ui.toasts import toast

NOTHING = Decimal(0)
_QUANTITY = Field("quantity", "", kind_named("decimal"), "quantity")


@dataclass
class Line:
    """A line of the dialog: what it is, how much is left, and what was typed."""

    number: int
    description: str
    unit: str
    left: Decimal
    typed: str
    wrong: str = ""


@dataclass
class Taking:
    """What a dialog asks. `act` does it with the quantities and the values of the form; it returns where to go."""

    title: str
    button: str
    lines: list[Line]
    act: Callable[[dict[int, Decimal], dict[str, Any]], str]
    form: RecordForm | None = None
    problems: list[str] = field(default_factory=list)
    quick: str = ""
    #: Whether the customer hears of what leaves now, and where.
    tells: Telling | None = None
    #: Other quantities to begin with: what they are, where, and whether they are shown.
    choices: list[tuple[str, str, bool]] = field(default_factory=list)
    note: str = ""


def deliver(request: Request, number: int) -> HttpResponse:
    order = _order(request, number, Delivery)
    form = _form(request, Delivery, ("carrier", "tracking_number", "planned_on", "address"), order)

    def act(quantities: dict[int, Decimal], values: dict[str, Any]) -> str:
        delivery = Delivery(order=order, owner_id=order.owner_id, team_id=order.team_id, **values)
        delivery.create(by=request.user, quantities=quantities)
        if "at_once" in request.POST:
            email = request.POST.get("email", "").strip() if "tell" in request.POST else ""
            delivery.ship(by=request.user, email=email)
            toast(request, left_in_words(delivery, email))
        else:
            toast(request, _("%(delivery)s is planned.") % {"delivery": delivery})
        return screen_of(Order).record_url(order.pk)

    lines = _lines(request, order.lines.all(), {line.pk: line.to_deliver for line in order.lines.all()})
    taking = Taking(_("Deliver %(order)s") % {"order": order}, _("Plan the delivery"), lines, act, form)
    taking.quick = _("It leaves now")
    taking.tells = Telling.of(request, order)
    return _answer(request, taking)


def bill(request: Request, number: int) -> HttpResponse:
    order = _order(request, number, Invoice)

    def act(quantities: dict[int, Decimal], values: dict[str, Any]) -> str:
        return screen_of(Invoice).record_url(invoice_order(order, quantities, by=request.user).pk)

    lines = list(order.lines.select_related("product"))
    left = {line.pk: line.to_invoice for line in lines}
    ready = {line.pk: line.ready_to_invoice for line in lines}
    has_deliveries = any(line.delivered > 0 for line in lines)
    is_behind = any(ready.values())
    all_of_it = request.GET.get("what") == "all" or not (has_deliveries and is_behind)
    taking = Taking(_("Invoice %(order)s") % {"order": order}, _("Draft the invoice"), [], act)
    taking.lines = _lines(request, lines, left, left if all_of_it else ready)
    if has_deliveries and is_behind and ready != left:
        taking.choices = [
            (_("What was delivered"), request.path, not all_of_it),
            (_("All that was ordered"), f"{request.path}?what=all", all_of_it),
        ]
    elif has_deliveries and not is_behind:
        taking.note = _("What was delivered is invoiced already; this is what is still to come.")
    return _answer(request, taking)


def take_back(request: Request, number: int) -> HttpResponse:
    order = _order(request, number, Return)
    form = _form(request, Return, ("reason", "outcome", "note"), order)

    def act(quantities: dict[int, Decimal], values: dict[str, Any]) -> str:
        returned = Return(order=order, owner_id=order.owner_id, team_id=order.team_id, **values)
        return screen_of(Return).record_url(returned.create(by=request.user, quantities=quantities).pk)

    back = expected_back(order)
    left = {line.pk: line.to_return - back.get(line.pk, NOTHING) for line in order.lines.all()}
    lines = _lines(request, order.lines.all(), left, dict.fromkeys(left, NOTHING))
    title = _("Return of %(order)s") % {"order": order}
    return _answer(request, Taking(title, _("Announce the return"), lines, act, form))


def credit(request: Request, number: int) -> HttpResponse:
    screen = screen_of(Invoice)
    invoice: Invoice = record_or_404(screen, number, request.user, "edit")
    require(screen, request.user, "create")
    form = RecordForm(screen, request.user, data=request.POST if request.method == "POST" else None, names=("reason",))

    def act(quantities: dict[int, Decimal], values: dict[str, Any]) -> str:
        note = invoice.credit(by=request.user, quantities=quantities, reason=values.get("reason", ""))
        return screen.record_url(note.pk)

    lines = _lines(request, invoice.lines.all(), creditable(invoice))
    title = _("Credit note for %(invoice)s") % {"invoice": invoice}
    return _answer(request, Taking(title, _("Draft the credit note"), lines, act, form))


@require_POST
def credit_return(request: Request, number: int) -> HttpResponse:
    """The credit note over what came back, in one click."""
    screen = screen_of(Invoice)
    returned: Return = record_or_404(screen_of(Return), number, request.user)
    require(screen, request.user, "create")
    record_or_404(screen_of(Order), returned.order_id, request.user, "edit")
    try:
        notes = write_credit_notes(returned, by=request.user)
    except ValidationError as problem:
        toast(request, " ".join(problem.messages), error=True)
        return redirect(screen_of(Return).record_url(number))
    return redirect(screen.record_url(notes[0].pk))


def _order(request: Request, number: int, made: Any) -> Order:
    """The order, if the person may change it and make what is asked for."""
    order: Order = record_or_404(screen_of(Order), number, request.user, "edit")
    require(screen_of(made), request.user, "create")
    return order


def _form(request: Request, model: Any, names: tuple[str, ...], order: Order) -> RecordForm:
    screen: Screen = screen_of(model)
    if request.method == "POST":
        return RecordForm(screen, request.user, data=request.POST, names=names)
    return RecordForm(screen, request.user, initial={"address": order.delivery_address}, names=names)


def _lines(
    request: Request, lines: Iterable[Any], left: Mapping[int, Decimal], offered: Mapping[int, Decimal] | None = None
) -> list[Line]:
    """Those of which something is left, with what was typed, or what is offered."""
    found = []
    for line in lines:
        if left.get(line.pk, NOTHING) > 0:
            offer = (left if offered is None else offered)[line.pk]
            typed = (
                request.POST.get(f"quantity-{line.pk}", "") if request.method == "POST" else _QUANTITY.as_typed(offer)
            )
            found.append(Line(line.pk, line.description, line.get_unit_display(), left[line.pk], typed))
    return found


def _answer(request: Request, taking: Taking) -> HttpResponse:
    if request.method == "POST" and (to := _done(taking)):
        if request.htmx:
            return HttpResponse(headers={"HX-Redirect": to})
        return redirect(to)
    failed = bool(taking.problems or (taking.form and taking.form.errors) or any(one.wrong for one in taking.lines))
    context = {"taking": taking, "path": request.get_full_path()}
    return render(request, "sales/orders/take.html", context, status=422 if failed else 200)


def _done(taking: Taking) -> str:
    """Where it leads; empty where something has to be mended first."""
    quantities = _quantities(taking.lines)
    values: dict[str, Any] = {}
    if taking.form is not None:
        if not taking.form.is_valid():
            return ""
        values = taking.form.values
    if any(one.wrong for one in taking.lines):
        return ""
    try:
        return taking.act(quantities, values)
    except ValidationError as problem:
        taking.problems = list(problem.messages)
        return ""


def _quantities(lines: list[Line]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for one in lines:
        try:
            quantity = _QUANTITY.parse(one.typed)
        except ValidationError as problem:
            one.wrong = problem.messages[0]
            continue
        if quantity:
            found[one.number] = quantity
    return found
