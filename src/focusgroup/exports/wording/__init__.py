"""What documents of every form print of their own, in the language that they are written in.

``words`` holds the language, ``labels``, ``counts``, ``sentences``, ``rules`` and ``dates``
what is said in it, ``locale`` the catalogues. Nothing here knows a format or a file.
"""
