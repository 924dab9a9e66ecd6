"""Teams and product categories with those below them, read once for many questions."""

from functools import cached_property

from caruso.kernel.models.team import Team
from caruso.sales.models import ProductCategory

Parents = list[tuple[int, int | None]]


class TeamTree:
    @cached_property
    def parents(self) -> Parents:
        return list(Team.objects.values_list("pk", "parent_id"))

    def below(self, team: int) -> set[int]:
        """This team and every team below it."""
        return _below(team, self.parents)


class CategoryTree:
    @cached_property
    def parents(self) -> Parents:
        return list(ProductCategory.objects.live().values_list("pk", "parent"))

    def below(self, category: int) -> set[int]:
        """This category and every category below it."""
        return _below(category, self.parents)


def _below(number: int, parents: Parents) -> set[int]:
    found = {number}
    while more := {pk for pk, parent in parents if parent in found} - found:
        found |= more
    return found
