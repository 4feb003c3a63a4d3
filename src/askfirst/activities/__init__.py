"""Activities: one stem each, a Python declaration and the component that draws it."""
