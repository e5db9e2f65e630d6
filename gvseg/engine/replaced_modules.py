"""Networks that share their modules except for a few that are replaced."""

import copy
from typing import TypeVar

from torch import nn

Module = TypeVar("Module", bound=nn.Module)


def with_modules(module: Module, **replaced: nn.Module) -> Module:
    """Return a copy of a module that shares all its direct children except the given ones."""
    twin = copy.copy(module)
    twin._modules = {**module._modules, **replaced}
    return twin
