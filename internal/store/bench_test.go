package store_test

import (
	"fmt"
	"testing"

	"leitai/internal/contest"
)

// BenchmarkAppend is the price of a fact on disk by the size of its group.
func BenchmarkAppend(b *testing.B) {
	for _, size := range []int{1, 8, 64} {
		b.Run(fmt.Sprintf("groups of %d", size), func(b *testing.B) {
			s := open(b, b.TempDir())
			fill(b, s, 1)
			seq, prev := int64(0), contest.Genesis
			for b.Loop() {
				b.StopTimer()
				facts := ballots(seq, prev, size)
				seq, prev = facts[size-1].Seq, facts[size-1].Hash
				b.StartTimer()
				must(b, s.Append(b.Context(), "R1", facts))
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*size), "µs/fact")
		})
	}
}

// BenchmarkFacts reads a log of 100,000 facts by pages.
func BenchmarkFacts(b *testing.B) {
	const all, page = 100_000, 5_000
	s := open(b, b.TempDir())
	fill(b, s, 1)
	must(b, s.Append(b.Context(), "R1", ballots(0, contest.Genesis, all)))
	for b.Loop() {
		for after := int64(0); after < all; after += page {
			facts, err := s.Facts(b.Context(), "R1", after, page)
			if err != nil || len(facts) != page {
				b.Fatal(len(facts), err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*all), "ns/fact")
}
