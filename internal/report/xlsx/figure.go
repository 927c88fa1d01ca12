package xlsx

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"leitai/internal/score"
)

// figure is a cell for the text of a figure: a number where it is one. A value
// without an end ("821/9") has as many digits as a spreadsheet keeps.
func (w *sheetWriter) figure(text string, decimals int) excelize.Cell {
	over, under, fraction := strings.Cut(text, "/")
	p, err := strconv.ParseFloat(over, 64)
	if err != nil {
		return excelize.Cell{StyleID: w.style.cell, Value: text}
	}
	if fraction {
		q, _ := strconv.ParseFloat(under, 64)
		p, decimals = p/q, -1
	} else if _, digits, _ := strings.Cut(text, "."); decimals >= 0 {
		decimals = max(decimals, len(digits)) // an adjusted value may need more than its rule gives
	}
	return excelize.Cell{StyleID: w.numberStyle(decimals), Value: p}
}

// float is the binary fraction nearest to a mark: of a quotient of two whole
// numbers that is what division gives.
func float(p score.Points) float64 { return float64(p) / score.PointsPerUnit }

// numberStyle is the look of a number with so many decimals, −1 for as many as
// it has.
func (w *sheetWriter) numberStyle(decimals int) int {
	if id, ok := w.numbers[decimals]; ok {
		return id
	}
	format := "General"
	if decimals >= 0 {
		format = "0"
	}
	if decimals > 0 {
		format += "." + strings.Repeat("0", decimals)
	}
	id, err := w.book.NewStyle(&excelize.Style{Font: bodyFont(), Border: thinBorder(), CustomNumFmt: &format, Alignment: &excelize.Alignment{Horizontal: "right", Vertical: "center"}})
	w.keep(err)
	if w.numbers == nil {
		w.numbers = map[int]int{}
	}
	w.numbers[decimals] = id
	return id
}

func bodyFont() *excelize.Font { return &excelize.Font{Family: "宋体", Size: 10.5} }

func thinBorder() []excelize.Border {
	var border []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "8C827B", Style: 1})
	}
	return border
}
