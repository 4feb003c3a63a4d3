"""What a room shows of the tables in `data/`, as it was when the workshop was opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from askfirst.curriculum import Module, Service, Source, check_tables, load_claims, load_services
from askfirst.export.translation import deck_texts
from askfirst.start.help import Row, numbers


@dataclass(frozen=True, kw_only=True)
class Tables:
    """Tables that were read once, so that a process which starts again reads no other.

    Attributes:
        claims: The sources of each claim by its id.
        services: Who can help here, at the foot of each phone's page.
        numbers: Every row with a number, by which the start page warns.
        texts: What a deck says of its own accord, by the language of its module.
    """

    claims: Mapping[str, tuple[Source, ...]]
    services: tuple[Service, ...]
    numbers: tuple[Row, ...]
    texts: Mapping[str, Mapping[str, str]]

    @classmethod
    def read(cls, data: Path, *, modules: Sequence[Module]) -> Self:
        """Return what the folder holds.

        Args:
            data: The folder.
            modules: What refers to the tables.

        Raises:
            CurriculumError: A table is missing or cannot be read.
        """
        check_tables(modules, data)
        services = data / "services.csv"
        return cls(
            claims=load_claims(data / "claims.csv"),
            services=load_services(services),
            numbers=numbers(services),
            texts=deck_texts(data, {module.language for module in modules}),
        )

    @property
    def helps(self) -> list[tuple[str, str]]:
        """Names and numbers of who can help, where there is a number."""
        found = ((service.name or service.kind, service.number) for service in self.services)
        return [(name, number) for name, number in found if number.strip()]
