from caruso.objects.mapped.models import Connection, MappedObject
from caruso.objects.models.layout import Layout, LayoutVersion
from caruso.objects.models.modelled_object import ModelledObject

__all__ = ["Connection", "Layout", "LayoutVersion", "MappedObject", "ModelledObject"]
