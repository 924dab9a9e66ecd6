"""What a business object looks like to people."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import cached_property

from caruso.kernel.fields import Field
from caruso.kernel.objects import BusinessObject, register
from caruso.screens.description.parts import (
    Action,
    Board,
    Calendar,
    MatchRule,
    Nested,
    Panel,
    Schedule,
    Section,
    StandardView,
)
from caruso.screens.transfer.headers import Product, Vocabulary


class Screen:
    """The description of one business object; subclass it and decorate with `@describe(Model)`.

    Names of fields everywhere are names of `BusinessObject.fields`; custom fields are appended by the readers.
    """

    model: ClassVar[Any]
    #: The word in addresses: `/accounts/`.
    slug: ClassVar[str]
    icon: ClassVar[str] = "square"
    colour: ClassVar[str] = "gray"
    #: The link to an attachment that is the record's picture.
    picture: ClassVar[str] = ""
    #: Organisations have square pictures, people round ones.
    square: ClassVar[bool] = False
    #: The group of the navigation; empty for objects that are reached only from others.
    group: ClassVar[Any] = ""
    position: ClassVar[int] = 50
    #: The field that names a record; its cell links to the record.
    title: ClassVar[str] = "name"
    #: Fields that tell two records of one name apart, in lookups, search and peek.
    subtitle: ClassVar[Sequence[str]] = ()
    columns: ClassVar[Sequence[str]] = ()
    order: ClassVar[str] = "-updated_at"
    #: Lists that are ready from the start; the sidebar leads to the first.
    views: ClassVar[Sequence[StandardView]] = ()
    #: Fields whose words find the record.
    search: ClassVar[Sequence[str]] = ()
    form: ClassVar[Sequence[Section]] = ()
    #: Fields asked for when a record is made in passing.
    quick: ClassVar[Sequence[str]] = ()
    facts: ClassVar[Sequence[Section]] = ()
    board: ClassVar[Board | None] = None
    calendar: ClassVar[Calendar | None] = None
    schedule: ClassVar[Schedule | None] = None
    panels: ClassVar[Sequence[Panel]] = ()
    #: Those that the page asks for once it stands: of later rooms (see `add_panels`), or many beside a guide.
    late_panels: ClassVar[Sequence[Panel]] = ()
    #: Whether panels of links that an administrator made follow them; an arrangement places those itself.
    with_added: ClassVar[bool] = True
    #: What one sees of a record beside the list; the facts where nothing is said.
    peek: ClassVar[Sequence[str]] = ()
    with_timeline: ClassVar[bool] = True
    #: Whether the firm has arranged it: then it names every field and panel that it shows, see `screen_for`.
    is_arranged: ClassVar[bool] = False
    actions: ClassVar[Sequence[Action]] = ()
    #: Rows that are written with a record as a whole, such as the lines of a document.
    nested: ClassVar[Sequence[Nested]] = ()
    matching: ClassVar[Sequence[MatchRule]] = ()
    #: By which headers of import files its fields are known, and the programs whose exports are told by theirs.
    vocabulary: ClassVar[Vocabulary] = Vocabulary()
    products: ClassVar[Sequence[Product]] = ()
    #: Whether people make them; those that Caruso alone makes have no form of a new one, nor a POST by the API.
    creatable: ClassVar[bool] = True
    #: A template with more buttons for the head of the list.
    list_head: ClassVar[str] = ""
    #: A template with what people should know of the list, below its head.
    list_note: ClassVar[str] = ""
    importable: ClassVar[bool] = True
    #: Whether two of them can be the same and be made one; numbered papers never are.
    mergeable: ClassVar[bool] = True
    in_api: ClassVar[bool] = True
    in_search: ClassVar[bool] = True
    #: Whether the program that keeps the records is asked when people search everything, apart from the index.
    in_search_apart: ClassVar[bool] = False
    #: Whether Caruso keeps the records itself: with a version and a bin. Those of another program have neither.
    has_bin: ClassVar[bool] = True

    @cached_property
    def object(self) -> BusinessObject:
        return register(self.model)

    @property
    def key(self) -> str:
        return self.object.key

    @property
    def label(self) -> str:
        return self.object.label

    @property
    def label_plural(self) -> str:
        return self.object.label_plural

    def field(self, name: str) -> Field:
        return self.object.field(name)

    def form_sections(self) -> Iterator[Section]:
        """The sections of the form, with one more for custom fields that no section names."""
        yield from self._with_custom(self.form)

    def fact_sections(self) -> Iterator[Section]:
        """The sections beside the timeline; those of the form unless the description says otherwise."""
        yield from self._with_custom(self.facts or self.form)

    def _with_custom(self, sections: Sequence[Section]) -> Iterator[Section]:
        yield from sections
        if self.is_arranged:
            return
        named = {name for section in sections for name in section.fields}
        if more := [name for name in self.object.custom_fields if name not in named]:
            yield Section("", *more)

    def url(self, name: str, *args: Any) -> str:
        """The address of one of this screen's pages: `screen.url("record", 12)`."""
        if args:
            return reverse(f"screens:{name}", args=(self, *args))
        if name not in self._addresses:
            self._addresses[name] = reverse(f"screens:{name}", args=(self,))
        return self._addresses[name]

    @cached_property
    def _addresses(self) -> dict[str, str]:
        """Those without a number: the frame of every page has dozens."""
        return {}

    @property
    def first_url(self) -> str:
        """Where the sidebar leads."""
        return f"{self.list_url}?view={self.views[0].name}" if self.views else self.list_url

    @cached_property
    def list_url(self) -> str:
        return self.url("list")

    def record_url(self, number: int) -> str:
        """As `url("record", number)`, which a list with fifty links would ask for fifty times."""
        return f"{self.list_url}{number}"

    def __str__(self) -> str:
        return self.slug
