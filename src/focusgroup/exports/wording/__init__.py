"""The words that documents of every format print themselves, in the document's language.

``words`` holds the language; ``labels``, ``counts``, ``sentences``, ``notices``, ``rules`` and
``dates`` the texts; ``locale`` the catalogues. Nothing here depends on a format or a file.
"""
