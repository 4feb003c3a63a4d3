"""What results tell: tables of bounds in, sentences, tables and charts out. Imports pandas."""
