package demo

import (
	"hash/fnv"
	"io"
	"math/rand/v2"
)

// dice is a stream of whole numbers of its own for one purpose and one key, so
// that drawing more in one place changes nothing in another. Every number comes
// straight from PCG and by whole-number arithmetic: equal on every machine.
type dice struct{ pcg *rand.PCG }

// roll starts the stream that a seed and some words name.
func roll(seed uint64, words ...string) dice {
	h := fnv.New64a()
	for _, w := range words {
		_, _ = io.WriteString(h, w+"\x00")
	}
	return dice{rand.NewPCG(seed, h.Sum64())}
}

// below draws from 0…n−1.
func (d dice) below(n int) int { return int(d.pcg.Uint64() % uint64(n)) }

// between draws from low…high.
func (d dice) between(low, high int) int { return low + d.below(high-low+1) }

// bell draws from about −3×sd…3×sd, near 0 most often.
func (d dice) bell(sd int) int {
	sum := 0
	for range 3 {
		sum += d.between(-sd, sd)
	}
	return sum
}

// chance is true in so many of a thousand cases.
func (d dice) chance(permille int) bool { return d.below(1000) < permille }

// shuffled returns 0…n−1 in a drawn order.
func (d dice) shuffled(n int) []int {
	order := make([]int, n)
	for i := range order {
		j := d.below(i + 1)
		order[i], order[j] = order[j], i
	}
	return order
}
