"""What everything counts with: urgent numbers, school terms, how long facts count. People settle it, and its history is kept."""
