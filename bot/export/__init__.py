"""Facts as files for people and programs: which facts, one flat row each, and the workbook, CSV or JSON of them."""
