"""Formulas read from text: `if(stage = "won", amount * 5%, 0)`."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from caruso.kernel.conditions.problem import ConditionProblem
from caruso.kernel.conditions.tokens import Token, problem_at
from caruso.objects.formulas.tokens import tokens_of
from caruso.objects.formulas.tree import Call, Literal, Path, Written

LONGEST = 4000
#: So deep may parts stand within each other: a reader would not follow further, and neither would a database.
DEEPEST = 24
#: More digits than any amount has.
MOST_DIGITS = 20
COMPARISONS = {"=", "!=", "<>", "<", "<=", ">", ">="}
TRUTHS = {"yes": True, "true": True, "no": False, "false": False}
RESERVED = {"and", "or", "not", "in", "is", "contains", "empty", "nothing", *TRUTHS}


def parse(text: str) -> Written:
    """What the text says. Raises ConditionProblem with line and column."""
    if len(text) > LONGEST:
        raise ConditionProblem(_("This formula is too long."))
    return _Parser(text).parse()


class _Parser:
    """Recursive descent over the tokens; `at` is the next one. Each method reads what binds tighter than the one above."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokens_of(source)
        self.at = 0
        self.depth = 0

    def parse(self) -> Written:
        if self.next.kind == "end":
            raise self._problem(_("Write a formula."))
        written = self._either()
        if self.next.kind != "end":
            raise self._problem(_("Expected a sign such as “+”, or the end."))
        return written

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def _problem(self, message: str, token: Token | None = None) -> ConditionProblem:
        return problem_at(self.source, (token or self.next).start, message)

    def _is(self, text: str, ahead: int = 0) -> bool:
        token = self.tokens[min(self.at + ahead, len(self.tokens) - 1)]
        return token.kind in ("word", "sign") and token.text.lower() == text

    def _take(self, *texts: str) -> Token | None:
        """Step over one of these keywords or signs if it is next."""
        token = self.next
        if not any(self._is(text) for text in texts):
            return None
        self.at += 1
        return token

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            raise self._problem(_("Expected “%(sign)s”.") % {"sign": sign})

    def _chain(self, signs: tuple[str, ...], part: Callable[[], Written]) -> Written:
        written = part()
        while token := self._take(*signs):
            written = Call(token.text.lower(), (written, part()), token.start)
        return written

    def _either(self) -> Written:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._problem(_("This formula is nested too deeply."))
        written = self._chain(("or",), self._both)
        self.depth -= 1
        return written

    def _both(self) -> Written:
        return self._chain(("and",), self._denied)

    def _denied(self) -> Written:
        denials = []
        while token := self._take("not"):
            denials.append(token.start)
        written = self._compared()
        for at in reversed(denials[-1:] if len(denials) % 2 else []):
            written = Call("not", (written,), at)
        return written

    def _compared(self) -> Written:
        left = self._joined()
        token = self.next
        if token.text in COMPARISONS and token.kind == "sign":
            self.at += 1
            sign = "!=" if token.text == "<>" else token.text
            return Call(sign, (left, self._joined()), token.start)
        if self._take("is"):
            denied = self._take("not")
            if not self._take("empty"):
                raise self._problem(_("Expected “empty”."))
            asked = Call("is empty", (left,), token.start)
            return Call("not", (asked,), token.start) if denied else asked
        if self._take("contains"):
            return Call("contains", (left, self._joined()), token.start)
        if self._is("in") or (self._is("not") and self._is("in", 1)):
            denied = self._take("not")
            self.at += 1
            self._expect("(")
            written = self._one_of(left, token)
            return Call("not", (written,), token.start) if denied else written
        return left

    def _one_of(self, left: Written, token: Token) -> Written:
        written: Written | None = None
        for value in self._arguments():
            same = Call("=", (left, value), token.start)
            written = same if written is None else Call("or", (written, same), token.start)
        if written is None:
            raise self._problem(_("Expected a value."), token)
        return written

    def _joined(self) -> Written:
        return self._chain(("&",), self._added)

    def _added(self) -> Written:
        return self._chain(("+", "-"), self._multiplied)

    def _multiplied(self) -> Written:
        return self._chain(("*", "/"), self._signed)

    def _signed(self) -> Written:
        minus = 0
        first = self.next
        while token := self._take("-", "+"):
            minus += token.text == "-"
        written = self._single()
        return Call("minus", (written,), first.start) if minus % 2 else written

    def _single(self) -> Written:
        token = self.next
        if self._take("("):
            written = self._either()
            self._expect(")")
            return written
        if token.kind not in ("number", "string", "date", "word"):
            raise self._problem(_("Expected a field, a value or a function."))
        self.at += 1
        match token.kind:
            case "number":
                return self._number(token)
            case "string":
                return Literal(token.text, token.start)
            case "date":
                return self._date(token)
        word = token.text.lower()
        if self._is("(") and word not in RESERVED:
            self.at += 1
            return Call(word, self._arguments(), token.start)
        if word in TRUTHS:
            return Literal(TRUTHS[word], token.start)
        if word == "nothing":
            return Literal(None, token.start)
        if word in RESERVED:
            raise self._problem(_("Expected a field, a value or a function."), token)
        return Path(tuple(token.text.split(".")), token.start)

    def _number(self, token: Token) -> Written:
        if sum(map(str.isdigit, token.text)) > MOST_DIGITS:
            raise self._problem(_("This number is too long."), token)
        value = Decimal(token.text)
        return Literal(value / 100 if self._take("%") else value, token.start)

    def _date(self, token: Token) -> Written:
        try:
            if "T" not in token.text:
                return Literal(date.fromisoformat(token.text), token.start)
            moment = datetime.fromisoformat(token.text)
        except ValueError:
            raise self._problem(_("There is no such date."), token) from None
        if not 1 < moment.year < 9999:
            raise self._problem(_("There is no such date."), token)
        return Literal(moment, token.start)

    def _arguments(self) -> tuple[Written, ...]:
        """What stands between the parentheses of which the first was read."""
        arguments: list[Written] = []
        while not self._take(")"):
            if arguments:
                self._expect(",")
            arguments.append(self._either())
        return tuple(arguments)
