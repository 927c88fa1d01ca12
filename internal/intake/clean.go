package intake

import (
	"strings"
	"unicode"
)

// clean takes away what nobody sees: white space at the ends, also full-width
// and non-breaking, and invisible formatting characters anywhere (zero widths,
// marks of writing direction), which would make two equal names differ.
func clean(s string) string {
	if plain(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar, r < ' ' && r != '\t' && r != '\n':
			return -1
		case r == '\t' || r == '\n' || r == '\u2028' || r == '\u2029':
			return ' '
		default:
			return r
		}
	}, s)
	return strings.TrimFunc(s, unicode.IsSpace)
}

// plain tells that s needs no cleaning, which is nearly always.
func plain(s string) bool {
	if s == "" {
		return true
	}
	for i := range len(s) {
		if s[i] >= 0xC2 && mayBeInvisible(s, i) || s[i] < ' ' || s[i] == 0x7F {
			return false
		}
	}
	first, last := s[0], s[len(s)-1]
	return first != ' ' && last != ' '
}

// mayBeInvisible tells whether the character at i begins as the invisible ones
// and the wide spaces do (U+0080…U+00BF, U+2000…U+206F, U+3000, U+FExx, U+FFxx,
// beyond U+FFFF).
func mayBeInvisible(s string, i int) bool {
	switch c := s[i]; {
	case c == 0xC2, c >= 0xEF, c == 0xD8, c == 0xDB, c == 0xDC, c == 0xE0, c == 0xE1:
		return true
	case c == 0xE2 && i+1 < len(s):
		return s[i+1] == 0x80 || s[i+1] == 0x81
	case c == 0xE3 && i+2 < len(s):
		return s[i+1] == 0x80 && s[i+2] == 0x80
	default:
		return false
	}
}

// fold makes full-width letters, digits and signs half-width, and the many
// minuses one, as numbers, headings and words of state need.
func fold(s string) string {
	s = clean(s)
	if isASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '−' || r == '–' || r == '—':
			return '-'
		case r == '．':
			return '.'
		default:
			return r
		}
	}, s)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// decimalMeant guesses the number behind a spelling that is not taken as one: a
// comma as decimal mark, thousands parted by commas, a percent sign.
func decimalMeant(s string) string {
	t := strings.TrimSuffix(fold(s), "分")
	if strings.Count(t, ",") == 1 && !strings.Contains(t, ".") {
		whole, frac, _ := strings.Cut(t, ",")
		if len(frac) != 3 {
			return whole + "." + frac
		}
	}
	if u := strings.ReplaceAll(t, ",", ""); u != s && u != "" && strings.Trim(u, "0123456789.-") == "" {
		return u
	}
	return ""
}
