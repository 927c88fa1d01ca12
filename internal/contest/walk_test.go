package contest_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leitai/internal/contest"
	"leitai/internal/intake"
	"leitai/internal/lang"
	"leitai/internal/report"
	"leitai/internal/standing"
	"leitai/internal/tabular"
)

// legal are the ways from state to state; whatever anybody sends, no entry goes
// another one.
var legal = map[contest.State][]contest.State{
	contest.Waiting:    {contest.Called, contest.Withdrawn, contest.AbsentFrom, contest.Annulled},
	contest.Called:     {contest.Presenting, contest.Waiting, contest.Withdrawn, contest.AbsentFrom, contest.Annulled},
	contest.Presenting: {contest.Scoring, contest.Called, contest.Withdrawn, contest.AbsentFrom, contest.Annulled},
	contest.Scoring:    {contest.Closed, contest.Withdrawn, contest.AbsentFrom, contest.Annulled},
	contest.Closed:     {contest.Verified, contest.Scoring, contest.Withdrawn, contest.AbsentFrom, contest.Annulled},
	contest.Verified:   {contest.Revealed, contest.Scoring, contest.Withdrawn, contest.AbsentFrom, contest.Annulled},
	contest.Revealed:   {contest.Locked, contest.Annulled},
	contest.Locked:     {contest.Annulled},
	contest.Withdrawn:  {contest.Waiting, contest.Called, contest.Presenting, contest.Scoring, contest.Closed, contest.Verified}, // undo
	contest.AbsentFrom: {contest.Waiting, contest.Called, contest.Presenting, contest.Scoring, contest.Closed, contest.Verified},
}

// walker plays a day of anything.
type walker struct {
	*day
	t     *rapid.T
	sent  []contest.Deed
	first map[string]int64 // seq of each accepted key
	field string           // the part that is brought in, as the rules write it; empty if there is none
	free  bool             // its judges give points though the rules have no sheet
}

func pick(t *rapid.T, n int, what string) int { return rapid.IntRange(0, n-1).Draw(t, what) }

func definitionOf(t *rapid.T) (*contest.Definition, string) {
	def := small()
	text := rulesSmall
	if rapid.Bool().Draw(t, "open") {
		def.Mode = contest.Open
	}
	if rapid.Bool().Draw(t, "hold") {
		text = strings.Replace(text, `"schema"`, `"hold_first":2,"schema"`, 1)
	}
	if rapid.Bool().Draw(t, "groups") {
		text = strings.Replace(text, `"aggregate":{"trim_high":1,"trim_low":1,`, `"aggregate":{"empty_group":"renormalise","groups":[{"key":"leader","name":"领导","weight":0.4,"ballot":"total"},
			{"key":"expert","name":"专家","weight":0.6,"trim_high":1,"trim_low":1}],`, 1)
		def.Seats[0].Group, def.Seats[1].Group, def.Seats[2].Group = "leader", "expert", "expert"
	}
	field := rapid.SampledFrom([]string{"", numberPart, sheetPart, groupPart, freePart}).Draw(t, "other part")
	if field != "" {
		text = strings.Replace(text, `"decimals":2}}],`, `"decimals":2}},`+field+`],`, 1)
	}
	text = strings.Replace(text, `"ties":["exact"]`, rapid.SampledFrom([]string{`"ties":["exact"]`, `"ties":["exact","field.founded_asc"],"left_over":"refuse"`}).Draw(t, "ties"), 1)
	def.RulesJSON = canonical(text)
	if rapid.Bool().Draw(t, "recused") {
		def.Seats[1].Recused = []contest.EntryID{"e2"}
	}
	def.Entries[2].Exempt = rapid.Bool().Draw(t, "exempt")
	return def, field
}

// step tries one deed and checks all that must hold after it.
func (w *walker) step() {
	deed := w.draw()
	before := w.states()
	seen := w.pictures()
	figures := w.figures()
	out, err := w.try(deed)
	if err != nil || out.Repeated {
		no, isRefusal := errors.AsType[*contest.Refusal](err)
		if err != nil && (!isRefusal || !lang.Chinese.Has(string(no.Code))) {
			w.t.Fatalf("%s: %v", deed.Kind, err)
		}
		if !slices.EqualFunc(seen, w.pictures(), bytes.Equal) {
			w.t.Fatalf("a refused or repeated %s changed a picture", deed.Kind)
		}
		if out.Repeated && out.Fact.Seq != w.first[deed.By+" "+deed.Key] {
			w.t.Fatalf("the repeat of %s answers %d", deed.Kind, out.Fact.Seq)
		}
		return
	}
	w.sent = append(w.sent, deed)
	w.first[deed.By+" "+deed.Key] = out.Fact.Seq
	for i, now := range w.states() {
		if now != before[i] && !slices.Contains(legal[before[i]], now) {
			w.t.Fatalf("%s took entry %d from %s to %s", deed.Kind, i, before[i], now)
		}
	}
	if deed.Kind == contest.Decline && figures != w.figures() {
		w.t.Fatalf("a declined correction changed an entry: %s, then %s", figures, w.figures())
	}
	w.silent()
}

// figures are the entries as the console has them.
func (w *walker) figures() string { return fmt.Sprint(w.picture(contest.Console)["entries"]) }

func (w *walker) states() (out []contest.State) {
	for _, id := range []contest.EntryID{"e1", "e2", "e3"} {
		s, _ := w.r.State(id)
		out = append(out, s)
	}
	return out
}

func (w *walker) pictures() (out [][]byte) {
	for _, a := range []contest.Audience{contest.Hall, contest.ForJudge, contest.Console, contest.Report} {
		p, err := w.r.Picture(a, "log")
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

// silent: no figure of an entry that is not revealed is in what the hall or a
// judge is sent, and nothing that is the console's alone; the console has the
// points of an adjustment from the close on.
func (w *walker) silent() {
	for _, a := range []contest.Audience{contest.Hall, contest.ForJudge} {
		for _, raw := range w.picture(a)["entries"].([]any) {
			e := raw.(map[string]any)
			public := e["state"] == "revealed" || e["state"] == "locked"
			if !public && (e["score"] != nil || e["total"] != nil || e["rank"] != nil || e["marks"] != nil) {
				w.t.Fatalf("%s is shown %v", a, e)
			}
			own := []string{"comments", "ballots"}
			if !public || a != contest.Hall {
				own = append(own, "adjustments", "unadjusted")
			}
			for _, field := range own {
				if _, there := e[field]; there {
					w.t.Fatalf("%s is shown %s of an entry that is %v", a, field, e["state"])
				}
			}
		}
		if _, there := w.picture(a)["lead"]; there {
			w.t.Fatalf("%s is shown who leads", a)
		}
	}
	for _, raw := range w.picture(contest.Console)["entries"].([]any) {
		e := raw.(map[string]any)
		after := slices.Contains([]any{"closed", "verified", "revealed", "locked"}, e["state"])
		for _, a := range e["adjustments"].([]any) {
			if a.(map[string]any)["points"] != nil != after {
				w.t.Fatalf("an entry that is %v has the adjustment %v", e["state"], a)
			}
		}
	}
}

var people = []struct {
	name string
	role contest.Role
}{{"导播甲", contest.Director}, {"导播乙", contest.Director}, {"核分员", contest.Verifier}, {"计时员", contest.Timekeeper}, {"组织员", contest.Organiser}}

// draw makes up a deed: mostly sensible, sometimes not, sometimes one that was
// sent before.
func (w *walker) draw() contest.Deed {
	if len(w.sent) > 0 && rapid.IntRange(0, 9).Draw(w.t, "again") == 0 {
		return rapid.SampledFrom(w.sent).Draw(w.t, "sent before")
	}
	entry := rapid.SampledFrom([]contest.EntryID{"e1", "e2", "e3"}).Draw(w.t, "entry")
	if rapid.IntRange(0, 9).Draw(w.t, "likely") < 6 {
		return w.keyed(w.likely(entry))
	}
	if w.field != "" && pick(w.t, 6, "rows") == 0 {
		deed := contest.Deed{Kind: contest.PartMarks, By: "导播甲", Role: contest.Director, Reason: "汇总", Expect: at(w.r.Version())}
		w.partDeed(&deed)
		return w.keyed(deed)
	}
	seat := rapid.SampledFrom([]contest.SeatID{"s1", "s2", "s3"}).Draw(w.t, "seat")
	a := strconv.FormatFloat(float64(rapid.IntRange(0, 62).Draw(w.t, "mark"))/10, 'f', 1, 64)
	if rapid.IntRange(0, 2).Draw(w.t, "who") == 0 {
		based := int64(rapid.IntRange(0, 2).Draw(w.t, "based on"))
		return w.keyed(ballot(entry, seat, based, a, "3.5"))
	}
	who := rapid.SampledFrom(people).Draw(w.t, "person")
	deed := contest.Deed{Kind: rapid.SampledFrom(contest.Commands()).Draw(w.t, "kind"), By: who.name, Role: who.role, Reason: rapid.SampledFrom([]string{"", "有原因"}).Draw(w.t, "reason")}
	if rapid.IntRange(0, 9).Draw(w.t, "named") > 0 {
		deed.Entry = entry
	}
	deed.Expect = at(w.r.Version() - int64(rapid.IntRange(0, 3).Draw(w.t, "behind")))
	deed.Seat, deed.Marks = seat, map[string]string{"A": a, "B": "2"}
	deed.Off = rapid.Bool().Draw(w.t, "off")
	deed.Points, deed.Name, deed.Action, deed.Screen, deed.Mode = "0.5", "李秀英", "start", "main", "2"
	deed.Of = at(max(1, w.r.Version()-int64(rapid.IntRange(0, 2).Draw(w.t, "of"))))
	switch deed.Kind {
	case contest.Draw:
		deed.Seed = "2024"
	case contest.Correct:
		if rapid.Bool().Draw(w.t, "deduct") {
			deed.Seat, deed.Marks, deed.Deduct = "", nil, "0.5"
		}
	case contest.PartMarks:
		w.partDeed(&deed)
	default:
		w.show(&deed)
	}
	return w.keyed(deed)
}

// show fills in what is shown beside the turn. The words of a guest are his own: a
// number in them is no figure of the round, and the walk writes none.
func (w *walker) show(deed *contest.Deed) {
	switch deed.Kind {
	case contest.Remind:
		if rapid.Bool().Draw(w.t, "all") {
			deed.Seat = ""
		}
	case contest.Comment, contest.AskQuestion:
		deed.Text = rapid.SampledFrom([]string{"", "数据翔实", "怎么留住年轻人？"}).Draw(w.t, "text")
	case contest.Lead:
		deed.Action = rapid.SampledFrom([]string{"take", "ask", "give", "keep", "start"}).Draw(w.t, "action")
		deed.Name = rapid.SampledFrom([]string{"", "导播甲", "导播乙"}).Draw(w.t, "to whom")
	case contest.SetPlan:
		deed.Starts = rapid.SampledFrom([]string{"2026-11-24T09:00:00+08:00", "九点"}).Draw(w.t, "starts")
		deed.Parts = []contest.PlanPart{{Name: "演说", Seconds: int64(rapid.IntRange(0, 7300).Draw(w.t, "seconds"))}}
	case contest.Backdrop:
		deed.Digest = rapid.SampledFrom([]string{"", strings.Repeat("0a", 32), "x"}).Draw(w.t, "digest")
	case contest.ScreenMode:
		deed.Screen = rapid.SampledFrom([]string{"main", "left"}).Draw(w.t, "screen")
		deed.ScreenKind = rapid.SampledFrom([]contest.ScreenKind{"", contest.HallScreen, contest.CueScreen, contest.ClockScreen, "wall"}).Draw(w.t, "kind of screen")
	}
}

// onward is what usually comes next for an entry in a state, and by whom.
var onward = map[contest.State]contest.Deed{
	contest.Waiting:    {Kind: contest.Call, By: "导播甲", Role: contest.Director},
	contest.Called:     {Kind: contest.Start, By: "导播甲", Role: contest.Director},
	contest.Presenting: {Kind: contest.OpenEntry, By: "导播乙", Role: contest.Director},
	contest.Scoring:    {Kind: contest.Close, By: "导播甲", Role: contest.Director, Reason: "不等了"},
	contest.Closed:     {Kind: contest.Verify, By: "核分员", Role: contest.Verifier},
	contest.Verified:   {Kind: contest.Reveal, By: "导播乙", Role: contest.Director},
	contest.Revealed:   {Kind: contest.Lock, By: "导播甲", Role: contest.Director},
	contest.Locked:     {Kind: contest.Seal, By: "核分员", Role: contest.Verifier},
}

// likely is a deed that probably goes through.
func (w *walker) likely(entry contest.EntryID) contest.Deed {
	state, _ := w.r.State(entry)
	if w.r.Version() == 1 {
		return contest.Deed{Kind: contest.Draw, By: "导播甲", Role: contest.Director, Seed: "2024", Expect: at(1)}
	}
	if state == contest.Scoring && rapid.IntRange(0, 4).Draw(w.t, "ballot") > 0 {
		seat := rapid.SampledFrom([]contest.SeatID{"s1", "s2", "s3"}).Draw(w.t, "seat")
		view, _ := w.r.SeatView(seat, "log")
		based := int64(0)
		for _, b := range view.Ballots {
			if b.Entry == entry {
				based = b.Version
			}
		}
		return ballot(entry, seat, based, strconv.Itoa(rapid.IntRange(0, 6).Draw(w.t, "mark")), "3.5")
	}
	if last := w.facts[len(w.facts)-1]; last.Kind == contest.Correct {
		return contest.Deed{Kind: rapid.SampledFrom([]contest.Kind{contest.Confirm, contest.Confirm, contest.Decline}).Draw(w.t, "answer"), By: "导播乙", Role: contest.Director, Reason: "复核过", Of: at(last.Seq), Expect: at(w.r.Version())}
	} else if last.Kind == contest.Paper && rapid.Bool().Draw(w.t, "second typing") {
		var p struct{ Marks map[string]string }
		_ = json.Unmarshal(last.Payload, &p)
		return contest.Deed{Kind: contest.Paper, By: "导播乙", Role: contest.Director, Entry: last.Entry, Seat: last.Seat, Marks: p.Marks, Expect: at(w.r.Version())}
	}
	deed := onward[state]
	if deed.Kind == "" {
		deed = contest.Deed{Kind: contest.Undo, By: "导播甲", Role: contest.Director, Of: at(w.r.Version())}
	}
	deed.Expect = at(w.r.Version())
	if deed.Kind != contest.Seal {
		deed.Entry = entry
	}
	return deed
}

// keyed gives a deed a key of its own, and to who marks one total a total.
func (w *walker) keyed(d contest.Deed) contest.Deed {
	if i := slices.IndexFunc(w.r.Definition().Seats, func(s contest.SeatRow) bool { return s.ID == d.Seat && s.Group == "leader" }); i >= 0 && d.Marks["A"] != "" {
		d.Marks = map[string]string{"total": d.Marks["A"]}
	}
	d.Key = fmt.Sprintf("walk-%08d", w.n)
	return d
}

func TestARandomDayNeverReachesAnIllegalState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		def, field := definitionOf(t)
		w := &walker{day: newDay(t, def), t: t, first: map[string]int64{}, field: field, free: rapid.Bool().Draw(t, "free points")}
		for range rapid.IntRange(20, 150).Draw(t, "steps") {
			w.step()
		}
		w.replays()
		w.exports()
	})
}

// replays: the fold of the facts alone is the round, and the chain holds.
func (w *walker) replays() {
	again := contest.NewRound("r")
	if err := again.Replay(w.facts); err != nil {
		w.t.Fatal(err)
	}
	prev := contest.Genesis
	for _, f := range w.facts {
		if !f.Intact(prev) {
			w.t.Fatalf("fact %d is not what its hash says", f.Seq)
		}
		prev = f.Hash
		if !bytes.Equal(f.Payload, canonical(string(f.Payload))) {
			w.t.Fatalf("payload %s is not in canonical form", f.Payload)
		}
		var any map[string]any
		if err := json.Unmarshal(f.Payload, &any); err != nil || any["salt"] == "" {
			w.t.Fatalf("payload %s: %v", f.Payload, err)
		}
	}
	live := w.pictures()
	w.r = again
	if !slices.EqualFunc(live, w.pictures(), bytes.Equal) {
		w.t.Fatal("the fold of the facts shows other pictures than the day did")
	}
}

// exports: what leitai rank makes of the exported files is what the round shows.
func (w *walker) exports() {
	files, err := w.r.Export()
	if err != nil {
		w.t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "export")
	if err != nil {
		w.t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	write := func(name string, rows [][]string) string {
		var b bytes.Buffer
		out := tabular.NewCSV(&b)
		for _, row := range rows {
			if err := out.Write(row); err != nil {
				w.t.Fatal(err)
			}
		}
		if err := out.Flush(); err != nil {
			w.t.Fatal(err)
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			w.t.Fatal(err)
		}
		return path
	}
	rules := filepath.Join(dir, "rules.json")
	if err := os.WriteFile(rules, files.Rules, 0o600); err != nil {
		w.t.Fatal(err)
	}
	own, ownErr := w.r.Standings()
	in, _, err := intake.Contest(intake.Files{Rules: rules, Scores: []string{write("scores.csv", files.Scores)},
		Entries: write("entries.csv", files.Entries), Adjust: write("adjust.csv", files.Adjust)})
	if err != nil {
		w.t.Fatalf("leitai rank would not read the export: %v", err)
	}
	theirs, theirErr := standing.Rank(in)
	if (ownErr == nil) != (theirErr == nil) {
		w.t.Fatalf("the round says %v, the files say %v", ownErr, theirErr)
	}
	if ownErr != nil {
		return
	}
	a, _ := json.Marshal(report.RankJSON(lang.Chinese, own))
	b, _ := json.Marshal(report.RankJSON(lang.Chinese, theirs))
	if !bytes.Equal(a, b) {
		w.t.Fatalf("the round:  %s\nthe files: %s", a, b)
	}
}
