package score

import "slices"

// Trim is how many of the highest and lowest marks a group drops (去掉最高分、
// 最低分), and how many valid marks that takes at least.
type Trim struct {
	High, Low int
	Min       int // fewer valid marks than this: nothing is dropped; at least High+Low+1
}

// Apply returns marks with those dropped marked as High or Low, in a copy if
// there are any. Of several equal marks the first in the order of the panel is
// dropped; which one it is never changes the mean.
func (t Trim) Apply(marks []Mark) []Mark {
	if t.High+t.Low == 0 || !t.Drops(Valid(marks)) {
		return marks
	}
	marks = slices.Clone(marks)
	for range t.High {
		drop(marks, High, func(a, b Points) bool { return a > b })
	}
	for range t.Low {
		drop(marks, Low, func(a, b Points) bool { return a < b })
	}
	return marks
}

// Drops tells whether so many valid marks are enough for anything to be dropped.
func (t Trim) Drops(valid int) bool { return valid >= max(t.Min, t.High+t.Low+1) }

// drop leaves out the first of the counted marks that no other one beats.
func drop(marks []Mark, why Reason, beats func(a, b Points) bool) {
	most := -1
	for i := range marks {
		if marks[i].Left == Counted && (most < 0 || beats(marks[i].Points, marks[most].Points)) {
			most = i
		}
	}
	marks[most].Left = why
}

// Valid counts the marks that were valid before trimming.
func Valid(marks []Mark) int {
	n := 0
	for i := range marks {
		if marks[i].Left.Valid() {
			n++
		}
	}
	return n
}

func mean(marks []Mark) Exact {
	var sum Points
	n := int64(0)
	for i := range marks {
		if marks[i].Left == Counted {
			sum += marks[i].Points
			n++
		}
	}
	return Ratio(int64(sum), n*PointsPerUnit)
}

func median(marks []Mark) Exact {
	var counted []Points
	for i := range marks {
		if marks[i].Left == Counted {
			counted = append(counted, marks[i].Points)
		}
	}
	slices.Sort(counted)
	n := len(counted)
	return Ratio(int64(counted[(n-1)/2]+counted[n/2]), 2*PointsPerUnit)
}
