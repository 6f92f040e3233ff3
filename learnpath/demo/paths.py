"""A second path of the demo, small and from another field."""

from pathlib import Path

from curriculum.importer import Files

FOLDER = Path(__file__).resolve().parent / "data" / "sql-questions"
SQL_QUESTIONS = Files.of_folder(FOLDER)
