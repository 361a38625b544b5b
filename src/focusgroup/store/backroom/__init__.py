"""The back room of a session: its secret, who listened, what they asked, and what has changed."""
