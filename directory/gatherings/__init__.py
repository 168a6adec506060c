"""Networks and training: what schools can join, when it meets, and which schools came. Never a person."""
