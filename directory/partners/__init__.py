"""The partners' desk: a provider's own listings, what is due, and every change that is under way."""
