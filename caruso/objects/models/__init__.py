from caruso.objects.mapped.models import BookedKey, Connection, MappedObject
from caruso.objects.models.layout import Layout, LayoutVersion
from caruso.objects.models.modelled_object import ModelledObject

__all__ = ["BookedKey", "Connection", "Layout", "LayoutVersion", "MappedObject", "ModelledObject"]
