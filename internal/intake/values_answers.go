package intake

import (
	"strconv"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/standard"
	"leitai/internal/tabular"
)

// pieces reads an answer as what a value says of one line, rule or case; false
// for an answer that is none.
var pieces = map[standard.Answer]func(text string, f standard.Field) ([]string, bool){
	standard.AnswerLine:   linePiece,
	standard.AnswerCount:  countPiece,
	standard.AnswerMatter: matterPieces,
	standard.AnswerCase:   casePiece,
}

func linePiece(text string, f standard.Field) ([]string, bool) {
	n := strconv.Itoa(f.Number)
	switch fold(text) {
	case "√", "✓", "✔", "是":
		return []string{n}, true
	case "×", "✗", "✘", "x", "X", "否":
		return nil, true
	case "不适用", "~":
		return []string{"~" + n}, true
	}
	return nil, false
}

func countPiece(text string, f standard.Field) ([]string, bool) {
	count := fold(text)
	if count == "" || strings.Trim(count, "0123456789") != "" {
		return nil, false
	}
	if strings.Trim(count, "0") == "" {
		return nil, true
	}
	return []string{strconv.Itoa(f.Number) + "*" + count}, true
}

func matterPieces(text string, f standard.Field) (out []string, ok bool) {
	if isNone(text) {
		return nil, true
	}
	for _, matter := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '；' }) {
		if matter = clean(matter); matter != "" {
			out = append(out, strconv.Itoa(f.Number)+"@"+matter)
		}
	}
	return out, len(out) > 0
}

func casePiece(text string, f standard.Field) ([]string, bool) {
	if isNone(text) {
		return nil, true
	}
	n, err := strconv.Atoi(fold(text))
	return []string{strconv.Itoa(n)}, err == nil && n >= 1 && n <= f.Count
}

func isNone(text string) bool { return text == "无" || fold(text) == "0" }

// allowed is what may stand in a field.
func allowed(p *standard.Point, f standard.Field) string {
	switch f.Answer {
	case standard.AnswerMark:
		return "0…" + p.Max.String() + "（" + f.Step.String() + "）"
	case standard.AnswerLine:
		return "√ / × / 不适用"
	case standard.AnswerCount:
		return "0, 1, 2, …"
	case standard.AnswerMatter:
		return "事项；事项 / 无"
	case standard.AnswerCase:
		return "无 / 1…" + itoa(f.Count)
	}
	return "92.5 / ≥92.5"
}

// take turns the answers of one entry into the rows of its points.
func (f *formSheet) take(r *formRow) {
	if r.blank {
		f.v.c.add(fault.New(FormRowBlank, f.at(r, "entry"), "", "sheet", f.name, "entry", r.entry))
		return
	}
	if r.entry == "" {
		f.v.c.add(fault.New(FormNoEntry, f.at(r, "entry"), "", "sheet", f.name))
		return
	}
	entry := f.v.entry(r.entry, f.at(r, "entry"))
	for _, p := range f.points {
		x := standard.Value{At: fault.At{File: f.t.file, Row: r.row}, Columns: map[string]string{}, Entry: entry, Point: p.Code}
		for column, field := range map[string]int{"point": 0, "state": 0, "note": 0, "qualifier": 0} {
			x.Columns[column] = f.at(r, codeCell(p, field)).Column
		}
		x.Columns["entry"] = f.at(r, "entry").Column
		if f.answer(r, p, &x) {
			f.v.add(x)
		}
	}
}

// answer reads the fields of one point; what is blank or unreadable is a fault.
func (f *formSheet) answer(r *formRow, p *standard.Point, x *standard.Value) bool {
	fields := p.Fields()
	first := r.answers[codeCell(p, 0)]
	if state, note, ok := stateInCell(first); ok && (fields[0].Answer != standard.AnswerLine || note != "") {
		x.State, x.Note = state, note
		return true
	}
	sound, some := true, false
	var said []string
	for i, field := range fields {
		key := codeCell(p, i)
		text := r.answers[key]
		x.Columns[field.Column] = f.at(r, key).Column
		some = some || text != ""
		if text == "" && !field.Spare {
			f.wrong(FormBlank, r, p, i)
			sound = false
			continue
		}
		read, listed := pieces[field.Answer]
		if !listed {
			fill(x, p, field, text)
			continue
		}
		found, ok := read(text, field)
		if !ok {
			f.wrong(FormWrong, r, p, i)
			sound = false
		}
		said = append(said, found...)
	}
	if !some && sound { // every field is spare, and one of them is needed
		f.wrong(FormBlank, r, p, 0)
		return false
	}
	if _, listed := pieces[fields[0].Answer]; listed {
		if x.Text = strings.Join(said, ";"); said == nil {
			x.Text = "0"
		}
	}
	return sound
}

// fill writes an answer into the column that it fills.
func fill(x *standard.Value, p *standard.Point, f standard.Field, text string) {
	switch f.Column {
	case "value":
		x.Text, x.Qualifier = bound(p, text)
	case "numerator":
		x.Numerator = fold(text)
	case "denominator":
		x.Denominator = fold(text)
	case "document":
		x.Document = text
	}
}

func (f *formSheet) wrong(code fault.Code, r *formRow, p *standard.Point, field int) {
	key := codeCell(p, field)
	at := f.at(r, key)
	f.v.c.add(fault.New(code, at, r.answers[key], "sheet", f.name, "cell", tabular.Letter(f.fields[key])+itoa(r.row), "entry", r.entry,
		"point", p.Code, "name", p.Name, "line", p.Fields()[field].Text, "allowed", allowed(p, p.Fields()[field])))
}
