"""One page of a list together with how many rows the whole list has, in one query."""

from django.core.paginator import Paginator
from django.db.models import Count, Window


class CountedPages(Paginator):
    """Counts while it reads; only past the last page, or where there is nothing, it counts first."""

    def get_page(self, number):
        try:
            asked = int(number or 1)
        except ValueError:
            asked = 1
        if asked > 0:
            first = (asked - 1) * self.per_page
            counted = self.object_list.annotate(in_the_list=Window(Count("*")))
            rows = list(counted[first : first + self.per_page])
            if rows:
                self.count = rows[0].in_the_list
                return self._get_page(rows, asked, self)
        return super().get_page(number)
