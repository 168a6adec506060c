"""What is published: needs, the organisations that help, and their services."""
