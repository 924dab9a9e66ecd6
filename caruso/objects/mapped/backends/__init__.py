"""Django's backends for databases that other programs keep: guarded, limited in time and read-only unless asked."""
