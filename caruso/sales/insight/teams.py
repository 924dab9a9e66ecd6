"""Teams with those below them, read once for many questions."""

from functools import cached_property

from caruso.kernel.models.team import Team


class TeamTree:
    @cached_property
    def parents(self) -> list[tuple[int, int | None]]:
        return list(Team.objects.values_list("pk", "parent_id"))

    def below(self, team: int) -> set[int]:
        """This team and every team below it."""
        found = {team}
        while more := {pk for pk, parent in self.parents if parent in found} - found:
            found |= more
        return found
