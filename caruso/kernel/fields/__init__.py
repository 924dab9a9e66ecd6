"""Fields of business objects: what a value is, how it is read from people and written for them."""

from caruso.kernel.fields.field import Field
from caruso.kernel.fields.kind import Kind
from caruso.kernel.fields.kinds import KINDS, kind_named

__all__ = ["KINDS", "Field", "Kind", "kind_named"]
