"""What workshops tell, to hand on: a report to print, and slides. Imports pandas."""
