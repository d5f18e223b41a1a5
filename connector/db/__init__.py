"""Everything that is kept: tables, the questions asked of them, and the migrations that make them."""
