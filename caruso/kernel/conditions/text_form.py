"""Conditions as text, for scripts and addresses: `amount > 50000 and (stage = "rfq" or not tags has any "vip")`."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from caruso.kernel.conditions.binding import MINE
from caruso.kernel.conditions.json_form import DEEPEST, NOT_TEXT
from caruso.kernel.conditions.operators import ALL_NAMES, VALUELESS
from caruso.kernel.conditions.problem import ConditionProblem
from caruso.kernel.conditions.relative_dates import is_relative
from caruso.kernel.conditions.tokens import Token, problem_at, tokens_of
from caruso.kernel.conditions.tree import EXISTENCE, FUNCTIONS, Aggregate, All, Any, Condition, Not, Plain, Test, Value

LONGEST = 20_000
LONGEST_PHRASE = 5
TRUTHS = {"yes": True, "true": True, "no": False, "false": False}
RESERVED = {"and", "or", "not", "where", "of", "is", "between"}


def parse(text: str) -> Condition:
    """The condition that the text says; of an empty text the one that always holds.

    Raises ConditionProblem with line and column.
    """
    if len(text) > LONGEST:
        raise ConditionProblem(_("This condition is too long."))
    return _Parser(text).parse()


def is_phrase(text: str) -> bool:
    """Whether these words are a value that needs no quotes: a relative date, `me`, `my team`."""
    return text in MINE or is_relative(text)


class _Parser:
    """Recursive descent over the tokens; `at` is the next one."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokens_of(source)
        self.at = 0
        self.depth = 0

    def parse(self) -> Condition:
        if self.next.kind == "end":
            return All()
        condition = self._either()
        if self.next.kind != "end":
            raise self._problem(_("Expected “and”, “or” or the end."))
        return condition

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def _problem(self, message: str, token: Token | None = None) -> Exception:
        return problem_at(self.source, (token or self.next).start, message)

    def _take(self, text: str) -> bool:
        """Step over this keyword or sign if it is next."""
        if not self._is(text):
            return False
        self.at += 1
        return True

    def _is(self, text: str, ahead: int = 0) -> bool:
        token = self.tokens[min(self.at + ahead, len(self.tokens) - 1)]
        return token.kind in ("word", "sign") and token.text.lower() == text

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            raise self._problem(_("Expected “%(sign)s”.") % {"sign": sign})

    def _either(self) -> Condition:
        return self._chain("or", self._both, Any)

    def _both(self) -> Condition:
        return self._chain("and", self._single, All)

    def _chain(self, word: str, part: Callable[[], Condition], group: type) -> Condition:
        items = [part()]
        while self._take(word):
            items.append(part())
        return items[0] if len(items) == 1 else group(tuple(items))

    def _single(self) -> Condition:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._problem(_("This condition is nested too deeply."))
        condition = self._not_or_primary()
        self.depth -= 1
        return condition

    def _not_or_primary(self) -> Condition:
        if self._take("not"):
            return Not(self._single())
        if self._take("("):
            condition = self._either()
            self._expect(")")
            return condition
        if self._is("of", 1) and self._is("(", 2) and (self._is("all") or self._is("any")):
            return self._group()
        if self.next.kind != "word" or self.next.text.lower() in RESERVED:
            raise self._problem(_("Expected a field."))
        if self.next.text.lower() in FUNCTIONS and self._is("(", 1):
            return self._aggregate()
        path = self._path()
        operator = self._operator()
        return Test(path, operator, self._value(operator))

    def _group(self) -> Condition:
        group = All if self._is("all") else Any
        self.at += 3
        items: list[Condition] = []
        while not self._take(")"):
            if items:
                self._expect(",")
            items.append(self._either())
        return group(tuple(items))

    def _aggregate(self) -> Condition:
        function = self._path().lower()
        self._expect("(")
        if self.next.kind != "word":
            raise self._problem(_("Expected related records."))
        path = self._path()
        where = self._either() if self._take("where") else None
        self._expect(")")
        if function in EXISTENCE:
            return Aggregate(function, path, where)
        operator = self._operator()
        return Aggregate(function, path, where, operator, self._value(operator))

    def _path(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1].text

    def _operator(self) -> str:
        for name in reversed(ALL_NAMES):
            words = name.split()
            if all(self._is(word, ahead) for ahead, word in enumerate(words)):
                self.at += len(words)
                return name
        raise self._problem(_("Expected a comparison such as “=” or “contains”."))

    def _value(self, operator: str) -> Value:
        if operator in VALUELESS:
            return None
        if self._take("("):
            return self._list()
        value = self._plain()
        if operator == "between":
            self._expect("and")
            return (value, self._plain())
        return value

    def _list(self) -> tuple[Plain, ...]:
        values: list[Plain] = []
        while not self._take(")"):
            if values:
                self._expect(",")
            values.append(self._plain())
        return tuple(values)

    def _plain(self) -> Plain:
        token = self.next
        if token.kind in ("sign", "end"):
            raise self._problem(_("Expected a value."))
        if phrase := self._phrase():
            return phrase
        self.at += 1
        match token.kind:
            case "number":
                return token.text if "." in token.text else int(token.text)
            case "word":
                if token.text.lower() in RESERVED:
                    raise self._problem(_("Expected a value."), token)
                return TRUTHS.get(token.text.lower(), token.text)
        if NOT_TEXT.search(token.text):
            raise self._problem(_("This is not a value to compare with."), token)
        return token.text

    def _phrase(self) -> str:
        """The longest run of words and numbers that is a phrase."""
        words: list[str] = []
        longest = 0
        for token in self.tokens[self.at : self.at + LONGEST_PHRASE]:
            if token.kind not in ("word", "number"):
                break
            words.append(token.text.lower())
            if is_phrase(" ".join(words)):
                longest = len(words)
        self.at += longest
        return " ".join(words[:longest])
