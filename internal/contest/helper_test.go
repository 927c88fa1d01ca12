package contest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"leitai/internal/contest"
	"leitai/internal/fault"
)

// day is a round being played: what is accepted is applied, and kept.
type day struct {
	t     tester
	r     *contest.Round
	facts []contest.Fact
	n     int
	now   time.Time
}

const rulesSmall = `{"schema":"leitai.rules/1","full_marks":10,"combine":"sum","parts":[
 {"key":"stage","name":"现场比武","sheet":[{"point":"A","name":"内容","short":"内容","part":"展示","max":6,"step":0.1,"bands":"L4","focus":"真实"},
  {"point":"B","name":"表达","short":"表达","part":"展示","max":4,"step":0.5,"focus":"清楚"}],
  "aggregate":{"trim_high":1,"trim_low":1,"mean":"arithmetic","decimals":2}}],
 "rank":{"by":"batch","ties":["exact"]},"screen":{"score":"stage","ranking":"stage"}}`

// small is a round of three entries, three seats and a sheet of two points.
func small() *contest.Definition {
	d := &contest.Definition{Contest: "c", ContestName: "比武", Name: "第一场", Mode: contest.Sequential, Part: "stage", RulesJSON: canonical(rulesSmall)}
	for i, name := range []string{"西街社区", "广兴村", "石桥村"} {
		d.Entries = append(d.Entries, contest.EntryRow{ID: contest.EntryID(fmt.Sprintf("e%d", i+1)), Name: name, Township: "天宁镇", Fields: map[string]string{"founded": "2001-05-13"}})
	}
	for i := range 3 {
		d.Seats = append(d.Seats, contest.SeatRow{ID: contest.SeatID(fmt.Sprintf("s%d", i+1)), Name: fmt.Sprintf("评委%d", i+1)})
	}
	return d
}

// canonical is JSON with sorted keys and without white space, as far as the
// rules of these tests need it.
func canonical(text string) []byte {
	var v any
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		panic(err)
	}
	out, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return out
}

func newDay(t tester, def *contest.Definition) *day {
	t.Helper()
	d := &day{t: t, r: contest.NewRound("r"), now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))}
	d.must(contest.Deed{Kind: contest.KindRound, By: "组织员", Role: contest.Organiser, Definition: def})
	return d
}

func (d *day) chance() contest.Chance {
	d.n++
	d.now = d.now.Add(time.Second)
	return contest.Chance{At: d.now, Salt: fmt.Sprintf("%032x", d.n)}
}

// try decides a deed and, if it is accepted, applies it. A key is made up and
// expect_version is the present one unless the deed brings its own.
func (d *day) try(deed contest.Deed) (contest.Outcome, error) {
	if deed.Key == "" {
		deed.Key = fmt.Sprintf("key-%08d", d.n)
	}
	if deed.Expect == nil && contest.Allowed(deed.Kind) != nil {
		deed.Expect = at(d.r.Version())
	}
	out, err := d.r.Decide(&deed, d.chance())
	if err != nil || out.Repeated {
		return out, err
	}
	if err := d.r.Apply(&out.Fact); err != nil {
		d.t.Fatalf("%s: %v", deed.Kind, err)
	}
	d.facts = append(d.facts, out.Fact)
	return out, nil
}

func (d *day) must(deed contest.Deed) contest.Outcome {
	d.t.Helper()
	out, err := d.try(deed)
	if err != nil {
		d.t.Fatalf("%s %s %s: %v", deed.Kind, deed.Entry, deed.Seat, err)
	}
	return out
}

// refused wants a no with a code.
func (d *day) refused(want fault.Code, deed contest.Deed) *contest.Refusal {
	d.t.Helper()
	version := d.r.Version()
	_, err := d.try(deed)
	no, ok := errors.AsType[*contest.Refusal](err)
	if !ok || no.Code != want {
		d.t.Fatalf("%s %s: %v; want %s", deed.Kind, deed.Entry, err, want)
	}
	if d.r.Version() != version {
		d.t.Fatalf("a refused %s left a fact", deed.Kind)
	}
	return no
}

func at(n int64) *int64 { return &n }

// by sends a command as a person of a role.
func (d *day) command(kind contest.Kind, entry contest.EntryID, with ...func(*contest.Deed)) contest.Deed {
	deed := contest.Deed{Kind: kind, By: "导播甲", Role: contest.Director, Entry: entry}
	for _, fn := range with {
		fn(&deed)
	}
	return deed
}

func reason(s string) func(*contest.Deed) { return func(d *contest.Deed) { d.Reason = s } }
func seat(s contest.SeatID) func(*contest.Deed) {
	return func(d *contest.Deed) { d.Seat = s }
}
func of(n int64) func(*contest.Deed) { return func(d *contest.Deed) { d.Of = &n } }
func as(name string, role contest.Role) func(*contest.Deed) {
	return func(d *contest.Deed) { d.By, d.Role = name, role }
}

var verifier = as("核分员", contest.Verifier)

func ballot(entry contest.EntryID, seat contest.SeatID, based int64, a, b string) contest.Deed {
	return contest.Deed{Kind: contest.KindBallot, By: string(seat), Seat: seat, Entry: entry, BasedOn: &based, Marks: map[string]string{"A": a, "B": b}}
}

// opened is a day on which the first drawn entry is being scored.
func opened(t tester, def *contest.Definition) *day {
	t.Helper()
	d := newDay(t, def)
	d.must(d.command(contest.Draw, "", func(deed *contest.Deed) { deed.Order = []contest.EntryID{"e1", "e2", "e3"} }))
	d.score("e1")
	return d
}

// score brings an entry to 打分中.
func (d *day) score(entry contest.EntryID) {
	d.t.Helper()
	for _, kind := range []contest.Kind{contest.Call, contest.Start, contest.OpenEntry} {
		d.must(d.command(kind, entry))
	}
}

// finish brings an entry from 打分中 to 已入榜.
func (d *day) finish(entry contest.EntryID) {
	d.t.Helper()
	d.must(d.command(contest.Close, entry, reason("缺席")))
	d.must(d.command(contest.Verify, entry, verifier))
	d.must(d.command(contest.Reveal, entry))
	d.must(d.command(contest.Lock, entry))
}

// picture reads a picture back.
func (d *day) picture(a contest.Audience) map[string]any {
	d.t.Helper()
	raw, err := d.r.Picture(a, "log")
	if err != nil {
		d.t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(raw, &out); err != nil {
		d.t.Fatal(err)
	}
	return out
}

func (d *day) entry(a contest.Audience, id contest.EntryID) map[string]any {
	d.t.Helper()
	for _, e := range d.picture(a)["entries"].([]any) {
		if e.(map[string]any)["id"] == string(id) {
			return e.(map[string]any)
		}
	}
	d.t.Fatalf("%s is not in the picture", id)
	return nil
}

// tester is what both *testing.T and *rapid.T are.
type tester interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}
