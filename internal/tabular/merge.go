package tabular

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"
)

// Limits of merged ranges.
const (
	maxMerged = 100_000
	maxFilled = 20_000_000 // cells that get the text of another
)

var errMerged = errors.New("merged ranges")

// merged is a range of cells that a person sees as one; all counted from 0 but
// rows, which count from 1.
type merged struct {
	left, right, top, bottom int
	text                     string
}

// merger gives every cell of a merged range the text of its first: a head over
// several columns, a township beside several villages.
type merger struct {
	all    []merged // by top
	active []merged // those with text that reach the present row
	filled int
}

// newMerger reads the ranges out of what follows the cells of a sheet.
func newMerger(tail []byte) (*merger, error) {
	m := &merger{}
	x := newXMLScan(bytes.NewReader(tail))
	x.fragment = true
	err := x.each(func(_ *xmlScan, e element) error {
		if e.Name.Local != "mergeCell" {
			return nil
		}
		first, last, ok := strings.Cut(attr(e, "ref"), ":")
		if !ok {
			return nil // a range of one cell
		}
		c1, r1 := reference(strings.ReplaceAll(first, "$", ""))
		c2, r2 := reference(strings.ReplaceAll(last, "$", ""))
		if c1 < 0 || c2 < 0 || r1 < 1 || r2 < 1 || len(m.all) == maxMerged {
			return errMerged
		}
		m.all = append(m.all, merged{left: min(c1, c2), right: max(c1, c2), top: min(r1, r2), bottom: max(r1, r2)})
		return nil
	})
	slices.SortStableFunc(m.all, func(a, b merged) int { return cmp.Compare(a.top, b.top) })
	return m, err
}

// fill completes a row that has text of its own; rows come in order. A row
// covered by a range and otherwise empty stays empty.
func (m *merger) fill(cells []string, row int) ([]string, error) {
	for len(m.all) > 0 && m.all[0].top <= row {
		next := m.all[0]
		m.all = m.all[1:]
		if next.top == row && next.left < len(cells) && cells[next.left] != "" {
			next.text = cells[next.left]
			m.active = append(m.active, next)
		}
	}
	if len(m.active) == 0 {
		return cells, nil
	}
	m.active = slices.DeleteFunc(m.active, func(a merged) bool { return a.bottom < row })
	for _, a := range m.active {
		if m.filled += a.right - a.left + 1; m.filled > maxFilled {
			return nil, errMerged
		}
		for len(cells) <= a.right {
			cells = append(cells, "")
		}
		for c := a.left; c <= a.right; c++ {
			cells[c] = a.text
		}
	}
	return cells, nil
}

// reference reads a name such as C5: the column from 0, the row from 1. What is
// no such name is -1, 0.
func reference(s string) (column, row int) {
	i := 0
	for ; i < len(s) && i < 4; i++ {
		c := s[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		column = column*26 + int(c-'A') + 1
	}
	row = rowNumber(s[i:])
	if column == 0 || column > maxColumns || row == 0 {
		return -1, 0
	}
	return column - 1, row
}

// rowNumber reads 1 … 1048576; anything else is 0.
func rowNumber(s string) int {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' || n > maxRows {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	if n > maxRows {
		return 0
	}
	return n
}
