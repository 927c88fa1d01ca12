package fault

import "strings"

// Nearest returns the word that s was probably meant to be: the one of words
// fewest edits away, if that is at most a third of its letters, else "".
func Nearest(s string, words []string) string {
	if len(s) > 256 {
		return "" // no word of ours
	}
	best, least := "", 1<<30
	for _, w := range words {
		n := len([]rune(w))
		if d := edits([]rune(strings.ToLower(s)), []rune(strings.ToLower(w))); d < least && d <= max(1, n/3) && d < n {
			best, least = w, d
		}
	}
	return best
}

// edits is the least number of letters inserted, deleted, changed or swapped
// with their neighbour that turns a into b.
func edits(a, b []rune) int {
	if len(a) > 64 || len(b) > 64 {
		return 1 << 20 // no word of ours; and no quadratic work on hostile input
	}
	var before, last, row []int
	for j := range len(b) + 1 {
		last = append(last, j)
	}
	for i := range a {
		row = append([]int{i + 1}, make([]int, len(b))...)
		for j := range b {
			change := last[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
