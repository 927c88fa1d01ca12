package store

import (
	"iter"
	"slices"
)

// chunks yields rows in portions that stay below the number of values that one
// statement may carry.
func chunks[T any](rows []T) iter.Seq[[]T] { return slices.Chunk(rows, 1000) }
