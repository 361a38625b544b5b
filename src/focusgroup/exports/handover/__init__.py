"""What is handed over in another program: the text of a mail, and slides.

Both are made of the same `View` as the other documents, so the same people are masked in them.
"""
