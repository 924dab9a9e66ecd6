"""The modeller in the sidebar."""

from django.utils.translation import gettext_lazy as _

from caruso.objects.blueprints import icons_of_blueprints
from caruso.objects.kinds import ICONS
from caruso.ui import icons
from caruso.ui.navigation import Entry, sidebar
from caruso.ui.office.places import administers


def open_modeller() -> None:
    sidebar.add(Entry(_("Objects"), "objects:all", "boxes", group="administration", order=40, visible=administers))
    icons.draw(
        *ICONS, *icons_of_blueprints(), *FOR_OBJECTS, "waypoints", "square-function", "file-code", "grip-vertical"
    )


#: Signs that objects of many trades want, beside those that the house uses itself.
FOR_OBJECTS = (
    "box", "boxes", "anchor", "apple", "award", "baby", "bath", "bed", "bike", "bird", "bone", "book-open", "bus",
    "camera", "car", "cat", "church", "clapperboard", "cloud", "coffee", "container", "cpu", "dog", "drill",
    "dumbbell", "factory", "fan", "fish", "flame", "flower", "forklift", "fuel", "gavel", "graduation-cap", "guitar",
    "hammer", "hard-drive", "hospital", "hotel", "landmark", "leaf", "lightbulb", "map", "microscope", "mountain",
    "music", "newspaper", "paintbrush", "palette", "paw-print", "piggy-bank", "pill", "plane", "plug", "puzzle",
    "radio", "recycle", "ruler", "sailboat", "scissors", "server", "ship", "shirt", "shopping-cart", "shovel",
    "sofa", "sprout", "stethoscope", "store", "syringe", "tent", "ticket", "train-front", "tree-pine", "trophy",
    "truck", "umbrella", "utensils", "warehouse", "wind", "wrench",
)  # fmt: skip
