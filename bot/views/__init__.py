"""Results of services turned into texts and buttons."""
