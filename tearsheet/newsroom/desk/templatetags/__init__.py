"""Words and marks of the desk's templates."""
