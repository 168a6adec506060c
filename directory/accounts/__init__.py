"""Who signs in: people, their memberships and sessions, how they are asked to join, the mail sent to them, and the log of who did what."""
