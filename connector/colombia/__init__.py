"""Colombia as pure functions and tables: identity documents, persons, places, phones, the day in Bogotá."""
