"""Which services the help slides of a module, or of a plan, name."""

from collections.abc import Sequence

from askfirst.curriculum import Module, Service


def helping(services: Sequence[Service], kinds: Sequence[str]) -> list[Service]:
    """Return the services that a module's help slides name; those for danger always."""
    if not kinds:
        return [*services]
    danger = [service for service in services if service.for_danger]
    return danger + [service for kind in kinds for service in services if service.kind == kind]


def helping_together(services: Sequence[Service], modules: Sequence[Module]) -> list[Service]:
    """Return the services that any of some modules names, in the table's order; all without one."""
    named = [service for module in modules for service in helping(services, module.help)]
    return [service for service in services if service in named or not modules]
