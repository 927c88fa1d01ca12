package demo

// point is a line of a score sheet.
type point struct {
	code, kind string
	facet, max int // tenths of a point
}

// facetOf says which side of the work a line of a sheet is about.
var facetOf = map[string]int{
	"STG-1-01": speech, "STG-1-02": effect, "STG-1-03": speech, "STG-2-01": people, "STG-2-02": effect, "STG-2-03": govern, "STG-2-04": effect,
	"STG-2-05": style, "STG-2-06": people, "STG-3-01": people, "STG-3-02": govern, "STG-3-03": govern, "STG-4-01": speech,
	"FLD-1-01": assets, "FLD-1-02": assets, "FLD-2-01": effect, "FLD-2-02": effect, "FLD-3-01": assets, "FLD-3-02": assets,
	"FLD-4-01": govern, "FLD-4-02": style, "FLD-5-01": style,
}

// sheet reads a score sheet of the sample standards.
func sheet(file string) (out []point) {
	for _, r := range records("standards/" + file) {
		code := r["point_code"]
		out = append(out, point{code: code, kind: r["score_type"], facet: facetOf[code], max: number(r["max_points"], 1)})
	}
	return out
}

// mark is what a judge gives for one line, in tenths.
func (p *point) mark(share int, d dice) int {
	return clamp((p.max*(share+d.bell(26))+500)/1000, 0, p.max)
}

// stageHeading is that of the marks of judges.
const stageHeading = "entry,judge,group,point,score,part,batch,order,state"

// stage is stage.csv: experts give every line of the sheet, leaders one total.
func (c *sample) stage() []byte {
	t, lines := newTable(stageHeading), sheet("20_sheet_stage.csv")
	for b, batch := range batchNames {
		panel := c.panel(b)
		for _, u := range c.running(b) {
			for i := range panel {
				j := &panel[i]
				row := func(point, score, state string) {
					t.add(u.code, j.name, j.group, point, score, "stage", batch, decimal(u.order, 0), state)
				}
				d := roll(c.seed, "stage", j.name, u.year.key)
				if state := j.away(u); state != "" {
					row("", "", state)
				} else if j.group == "leader" {
					row("", decimal(c.ballot(j, u, lines, d), 1), "")
				} else {
					for k := range lines {
						p := &lines[k]
						row(p.code, decimal(p.mark(j.share(u.year.level[p.facet], u), d), 1), "")
					}
				}
			}
		}
	}
	return t.bytes()
}

// ballot is the one number of a leader, in tenths; the first two leaders mark
// in halves.
func (c *sample) ballot(j *judge, u *unit, lines []point, d dice) int {
	sum := 0
	for i := range lines {
		sum += lines[i].max * u.year.level[lines[i].facet]
	}
	mark := clamp(j.share(sum/1000, u)+d.bell(9), 0, 1000)
	if j.name == "领导1" || j.name == "领导2" {
		mark = (mark + 2) / 5 * 5
	}
	return mark
}
