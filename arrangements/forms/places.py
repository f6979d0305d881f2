"""The filters of places offered. What is chosen stands in the address; what makes no sense there is ignored."""

from arrangements.forms.matching import OfficerAndType


class PlacesFilter(OfficerAndType):
    """Which households, and for which type of arrangement."""

    @classmethod
    def read(cls, address, *, actor) -> "PlacesFilter":
        return cls.from_address(address, actor=actor)

    def choose(self, households):
        """The households that are asked for."""
        officer = self.chosen("officer")
        return households.filter(officer=officer) if officer else households
