package tabular

import (
	"errors"
	"strconv"
	"strings"
)

// look is what a style makes of a number.
type look int

const (
	asNumber  look = iota
	asPercent      // 0.95 is seen as 95%
	asDate
	asMoment // date and time
	asTime
	asElapsed // hours may pass 24
)

const maxStyles = 65536

var errStyles = errors.New("too many styles")

// looks reads what each style of the workbook does to a number.
func (w *workbook) looks() ([]look, error) {
	if w.stylePart == "" {
		return nil, nil
	}
	codes, looks := map[string]look{}, []look(nil)
	err := w.each(w.stylePart, maxTexts, func(x *xmlScan, e element) error {
		switch {
		case len(codes) > maxStyles || len(looks) > maxStyles:
			return errStyles
		case e.Name.Local == "numFmt" && parent(x) == "numFmts":
			codes[attr(e, "numFmtId")] = lookOf(attr(e, "formatCode"))
		case e.Name.Local == "xf" && parent(x) == "cellXfs":
			id := attr(e, "numFmtId")
			l, ok := codes[id]
			if !ok {
				l = builtin(id)
			}
			looks = append(looks, l)
		}
		return nil
	})
	return looks, err
}

func parent(x *xmlScan) string {
	if len(x.open) < 2 {
		return ""
	}
	return x.open[len(x.open)-2]
}

// builtin knows the formats that have a number only, those of Chinese systems
// among them (ECMA-376 part 1, 18.8.30).
func builtin(id string) look {
	n, _ := strconv.Atoi(id)
	switch {
	case n == 9, n == 10:
		return asPercent
	case n == 22:
		return asMoment
	case n >= 14 && n <= 17, n >= 27 && n <= 31, n == 36, n >= 50 && n <= 54, n == 57, n == 58:
		return asDate
	case n >= 18 && n <= 21, n >= 32 && n <= 35, n == 45, n == 47, n == 55, n == 56:
		return asTime
	case n == 46:
		return asElapsed
	}
	return asNumber
}

// lookOf reads a format code such as yyyy"年"m"月"d"日" or 0.0%.
func lookOf(code string) look {
	letters, elapsed := formatLetters(code)
	date := strings.ContainsAny(letters, "ydeb") || strings.Contains(letters, "aaa")
	time := strings.ContainsAny(letters, "hs")
	switch {
	case elapsed:
		return asElapsed
	case date && time:
		return asMoment
	case date, strings.Contains(letters, "m") && !time:
		return asDate
	case time:
		return asTime
	case strings.Contains(letters, "%"):
		return asPercent
	}
	return asNumber
}

// formatLetters is a code in lower case without texts, colours and conditions;
// elapsed tells of [h], [mm] or [s].
func formatLetters(code string) (letters string, elapsed bool) {
	var b strings.Builder
	lower := strings.ToLower(code)
	lower = strings.NewReplacer("general", "", "e+", "", "e-", "").Replace(lower)
	for i := 0; i < len(lower); i++ {
		switch c := lower[i]; c {
		case '\\', '_', '*':
			i++
		case '"':
			i += 1 + strings.IndexByte(lower[i+1:]+`"`, '"')
		case '[':
			end := strings.IndexByte(lower[i+1:]+"]", ']')
			elapsed = elapsed || end > 0 && strings.Trim(lower[i+1:i+1+end], "hms") == "" && end <= 2
			i += 1 + end
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), elapsed
}
