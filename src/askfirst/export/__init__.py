"""One exporter per module: from a module of the curriculum to what people carry out."""
