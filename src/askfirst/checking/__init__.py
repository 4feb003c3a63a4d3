"""Reading the curriculum as a careful colleague would: what `askfirst check` looks at."""
