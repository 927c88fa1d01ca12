package tabular

import "golang.org/x/text/width"

// Width is the number of terminal columns that s takes: two for a wide or
// full-width character, none for a combining or invisible one.
func Width(s string) int {
	n := 0
	for _, r := range s {
		switch k := width.LookupRune(r).Kind(); {
		case k == width.EastAsianWide, k == width.EastAsianFullwidth, k == width.EastAsianAmbiguous && r > 0x2000:
			n += 2
		case r >= 0x300 && r < 0x370, r >= 0x200B && r <= 0x200F, r >= 0xFE00 && r <= 0xFE0F:
		default:
			n++
		}
	}
	return n
}
