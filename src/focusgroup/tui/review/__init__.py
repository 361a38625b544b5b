"""The review screen: themes, quotes, filters, retagging."""
