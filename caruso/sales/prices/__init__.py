"""The prices of a list, edited in a grid."""
