"""The steps of one section, in their order: what is asked, told, noted and done."""
