package tabular

import "bytes"

// layout is how a CSV separates cells and ends lines.
type layout struct {
	comma   rune
	oldMacs bool // lines end with a bare carriage return
}

// sniff looks at the head of a text; whole tells that nothing follows it. The
// separator is a comma unless the first line has none and every line the same
// number of tabs, or of semicolons: a list such as 1;2;4 within cells must not
// split them.
func sniff(head []byte, whole bool) layout {
	l := layout{comma: ','}
	l.oldMacs = bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0
	end := byte('\n')
	if l.oldMacs {
		end = '\r'
	}
	lines := countSeparators(head, end, whole)
	if len(lines) == 0 || lines[0][0] > 0 {
		return l
	}
	for i, sep := range []rune{0, '\t', ';'} {
		if i > 0 && lines[0][i] > 0 && sameCount(lines, i) {
			l.comma = sep
			return l
		}
	}
	return l
}

// countSeparators counts commas, tabs and semicolons outside quotation marks in
// each of the first complete lines that are not blank.
func countSeparators(head []byte, end byte, whole bool) (lines [][3]int) {
	var n [3]int
	quoted, empty := false, true
	for _, c := range head {
		if c == end && !quoted {
			if !empty {
				lines = append(lines, n)
			}
			n, empty = [3]int{}, true
			continue
		}
		empty = empty && (c == '\r' || c == ' ')
		quoted = quoted != (c == '"')
		if i := bytes.IndexByte([]byte(",\t;"), c); i >= 0 && !quoted {
			n[i]++
		}
	}
	if whole && !empty {
		lines = append(lines, n)
	}
	return lines
}

func sameCount(lines [][3]int, i int) bool {
	for _, n := range lines {
		if n[i] != lines[0][i] {
			return false
		}
	}
	return true
}
