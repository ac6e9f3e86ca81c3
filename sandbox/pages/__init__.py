"""Pages for people, in French; the workbook's grid is the Sheets product's own."""
