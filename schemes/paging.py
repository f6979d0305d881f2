"""One page of a list together with how many rows the whole list has, in one query."""

from django.core.paginator import Paginator
from django.db.models import Count, Window

FARTHEST = 10**9  # pages: what is larger is no offset PostgreSQL takes


class CountedPages(Paginator):
    """Counts while it reads; only past the last page, or where there is nothing, it counts first."""

    @classmethod
    def first_page(cls, rows: list, per_page: int):
        """The first page, of rows that were read and counted (`in_the_list`) elsewhere."""
        pages = cls(rows, per_page)
        pages.count = rows[0].in_the_list if rows else 0
        return pages._get_page(rows, 1, pages)

    def get_page(self, number):
        try:
            asked = int(number or 1)
        except ValueError:
            asked = 1
        if 0 < asked < FARTHEST:
            first = (asked - 1) * self.per_page
            counted = self.object_list.annotate(in_the_list=Window(Count("*")))
            rows = list(counted[first : first + self.per_page])
            if rows:
                self.count = rows[0].in_the_list
                return self._get_page(rows, asked, self)
        return super().get_page(number)
