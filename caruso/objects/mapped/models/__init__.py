from caruso.objects.mapped.models.booked_key import BookedKey
from caruso.objects.mapped.models.connection import Connection
from caruso.objects.mapped.models.mapped_object import MappedObject

__all__ = ["BookedKey", "Connection", "MappedObject"]
