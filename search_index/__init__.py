"""A small search library: documents in, ranked ids out. It knows nothing of the product, of Flask or of the database."""
