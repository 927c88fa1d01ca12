package intake

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/standard"
	"leitai/internal/tabular"
)

// NotAStandard is a JSON file that holds no standard.
const NotAStandard fault.Code = "not_a_standard"

// standardHeadings maps what offices write over a column of a standard, where
// it is not what they write over that of any table (分值 is points there).
var standardHeadings = map[string]string{
	"标准编码": "standard_code", "标准代码": "standard_code", "领域": "domain", "适用领域": "domain",
	"维度编码": "dimension_code", "一级指标编码": "dimension_code", "维度": "dimension", "一级指标": "dimension",
	"维度分值": "dimension_points", "一级指标分值": "dimension_points",
	"项目编码": "item_code", "二级指标编码": "item_code", "项目": "item", "二级指标": "item",
	"项目分值": "item_points", "二级指标分值": "item_points",
	"评分点编码": "point_code", "评分点": "point", "points": "max_points", "满分": "max_points",
	"评分方式": "score_type", "评分类型": "score_type", "评分办法": "rule", "评分规则": "rule", "参数": "params",
	"数据来源": "source", "来源": "source", "责任单位": "assessor", "周期": "period", "考核周期": "period",
	"佐证材料": "evidence", "依据": "basis", "达标线": "line",
}

// scoreTypes are the words for the kinds of a scoring point.
var scoreTypes = map[string]standard.Kind{
	"评委评分": standard.Judge, "量化指标": standard.Indicator, "逐项核查": standard.Check,
	"扣分": standard.Deduct, "加分": standard.Bonus, "一票否决": standard.Veto,
}

// StandardTable is a standard's file as a table: what its rows say, and how it
// was read.
type StandardTable struct {
	Rows  []standard.Row
	Bytes []byte
	Notes fault.List
}

// Standard reads a standard (.csv, .xlsx or .json). If anything is wrong the
// error is a fault.List of all of it.
func Standard(path, sheet string) (*standard.Standard, fault.List, error) {
	t, err := ReadStandard(path, sheet)
	if err != nil {
		return nil, nil, err
	}
	s, err := standard.Parse(t.Rows, t.Bytes)
	return s, t.Notes, err
}

// maxStandard bounds a standard: the sample ones have thirty kilobytes.
const maxStandard = 64 << 20

// ReadStandard reads the table of a standard without judging what it says.
func ReadStandard(path, sheet string) (*StandardTable, error) {
	data, err := readFile(path, maxStandard)
	if err != nil {
		return nil, err
	}
	st := &StandardTable{Bytes: data}
	if strings.EqualFold(filepath.Ext(path), ".json") {
		return st, st.fromJSON(path)
	}
	return st, st.fromTable(path, sheet)
}

// fromTable reads a sheet whose headings are the names of the columns, in
// English or in Chinese.
func (st *StandardTable) fromTable(path, sheet string) error {
	r, err := tabular.NewReader(path, st.Bytes, tabular.Options{Sheet: sheet})
	if err != nil {
		return err
	}
	t := &table{file: path, r: r}
	defer t.close()
	if err := t.findHead([][]string{{"point_code"}, {"评分点编码"}}); err != nil {
		return err
	}
	if err := standardHead(t); err != nil {
		return err
	}
	c := &collector{}
	err = t.each(c, func() {
		row := standard.Row{At: fault.At{File: t.file, Row: t.now}, Cells: map[string]string{}}
		for _, column := range standard.Columns {
			if text := t.cell(column); text != "" {
				row.Cells[column] = strings.Clone(text) // the row is read over
			}
		}
		row.Cells["score_type"] = scoreType(row.Cells["score_type"])
		st.Rows = append(st.Rows, row)
	})
	if err != nil {
		return err
	}
	st.Notes = t.r.Notes()
	return c.err()
}

func scoreType(text string) string {
	if kind, ok := scoreTypes[fold(text)]; ok {
		return string(kind)
	}
	return text
}

// standardHead gives the columns the names that a standard has for them.
func standardHead(t *table) error {
	t.at = map[string]int{}
	var faults fault.List
	for i, name := range t.head {
		if own, ok := standardHeadings[name]; ok {
			name = own
		}
		if !slices.Contains(standard.Columns, name) {
			continue
		}
		if _, twice := t.at[name]; twice {
			faults = append(faults, fault.New(ColumnTwice, t.where(name), name))
		}
		t.at[name] = i
	}
	for _, want := range standard.Required {
		if !t.has(want) {
			faults = append(faults, fault.New(NoColumn, t.where(want), strings.Join(t.head, ", "), "want", want, "meant", fault.Nearest(want, t.head)))
		}
	}
	return faults.Err()
}

// fromJSON reads a list of objects, one a point, with the columns as keys;
// params is an object or its text.
func (st *StandardTable) fromJSON(file string) error {
	var rows []map[string]json.RawMessage
	if err := json.Unmarshal(st.Bytes, &rows); err != nil {
		return fault.List{fault.New(NotAStandard, fault.At{File: file}, "", "why", err.Error())}
	}
	for i, object := range rows {
		row := standard.Row{At: fault.At{File: file, Row: i + 2}, Cells: map[string]string{}}
		for _, column := range standard.Columns {
			if raw, ok := object[column]; ok {
				row.Cells[column] = clean(jsonText(raw))
			}
		}
		row.Cells["score_type"] = scoreType(row.Cells["score_type"])
		st.Rows = append(st.Rows, row)
	}
	return nil
}

// jsonText is the text of a string, and of anything else its JSON.
func jsonText(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}
