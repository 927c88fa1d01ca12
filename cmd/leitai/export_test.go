package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/demo"
	"leitai/internal/lang"
	"leitai/internal/office"
	"leitai/internal/report"
	"leitai/internal/stage"
	"leitai/internal/store"
)

// day is the first round of a demo, played without a network.
type day struct {
	t     *testing.T
	stage *stage.Stage
	round demo.RoundLine
	dir   string
	n     int
}

func playable(t *testing.T) *day {
	t.Helper()
	d := &day{t: t, dir: t.TempDir()}
	s, err := store.Open(t.Context(), store.Options{Dir: d.dir})
	if err != nil {
		t.Fatal(err)
	}
	d.stage = stage.New(s, stage.Options{})
	t.Cleanup(func() {
		d.stage.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	live := &demo.Live{Office: office.New(office.Options{Store: s, Log: s, Stage: d.stage, MakeCard: auth.MakeCard}), Gate: auth.New(s, d.stage, auth.Options{})}
	if err := live.Prepare(t.Context(), demo.LiveOptions{Judges: 7, Entries: 6, Seed: demo.Seed}); err != nil {
		t.Fatal(err)
	}
	line, err := live.Line(t.Context(), "http://hall.test")
	if err != nil {
		t.Fatal(err)
	}
	d.round = line.Contests[0].Rounds[0]
	return d
}

// do sends a deed on the version that stands.
func (d *day) do(deed contest.Deed) {
	d.t.Helper()
	at, err := d.stage.Latest(d.t.Context(), d.round.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	d.n++
	deed.Key, deed.Expect = fmt.Sprintf("test-%04d", d.n), &at.Version
	if deed.Role == contest.NoRole && deed.Kind != contest.KindBallot {
		deed.By, deed.Role = "导播甲", contest.Director
	}
	if _, err := d.stage.Do(d.t.Context(), d.round.ID, deed); err != nil {
		d.t.Fatalf("%s of %s: %v", deed.Kind, deed.Entry, err)
	}
}

// ballots come from every seat, the better the later the entry and the seat.
func (d *day) ballots(entry contest.EntryID, turn int) {
	for i, seat := range d.round.Seats {
		marks := map[string]string{}
		for _, p := range d.round.Sheet {
			marks[p.Point] = fmt.Sprintf("%d.%d", turn%3, (turn+3*i)%10)
		}
		none := int64(0)
		d.do(contest.Deed{Kind: contest.KindBallot, By: string(seat.ID), Seat: seat.ID, Entry: entry, Marks: marks, BasedOn: &none})
	}
}

// turn takes an entry to a state.
func (d *day) turn(entry contest.EntryID, n int, to contest.Kind) {
	for _, kind := range []contest.Kind{contest.Call, contest.Start, contest.OpenEntry, contest.KindBallot, contest.Deduct, contest.Close, contest.Verify, contest.Reveal, contest.Lock} {
		deed := contest.Deed{Kind: kind, Entry: entry}
		switch kind {
		case contest.KindBallot:
			d.ballots(entry, n)
			continue
		case contest.Deduct:
			if n != 2 {
				continue
			}
			deed.Points, deed.Part, deed.Reason = "0.5", "stage", "超时12秒"
		case contest.Verify:
			deed.By, deed.Role = "复核甲", contest.Verifier
		}
		d.do(deed)
		if kind == to {
			return
		}
	}
}

// standings is what the service shows, as it prints it.
func (d *day) standings() string {
	d.t.Helper()
	result, _, _, err := d.stage.Standings(d.t.Context(), d.round.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	var b bytes.Buffer
	if err := writeJSON(&b, report.RankJSON(lang.Chinese, result)); err != nil {
		d.t.Fatal(err)
	}
	return b.String()
}

// exported exports the round beside the open database and ranks the files.
func (d *day) exported() (dir, ranked string) {
	d.t.Helper()
	dir = filepath.Join(d.t.TempDir(), "导出")
	var out, errs bytes.Buffer
	if code := run([]string{"export", "--lang", "zh", "--round", string(d.round.ID), "--data", d.dir, "-o", dir}, &out, &errs); code != 0 {
		d.t.Fatalf("export: %d\n%s", code, errs.String())
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	out.Reset()
	code := run([]string{"rank", "--lang", "zh", "--rules", at("rules.yaml"), "--scores", at("scores.csv"), "--entries", at("entries.csv"), "--adjust", at("adjust.csv"), "--json"}, &out, &errs)
	if code != 0 {
		d.t.Fatalf("rank: %d\n%s", code, errs.String())
	}
	return dir, out.String()
}

// same compares what the service shows with what its export ranks as.
func (d *day) same(ranked string) {
	d.t.Helper()
	if shown := d.standings(); shown != ranked {
		d.t.Errorf("the service shows\n%s\nthe export ranks as\n%s", shown, ranked)
	}
}

// TestAnExportRanksAsTheServiceShows plays a round with every way an entry can
// go, and exports after each step.
func TestAnExportRanksAsTheServiceShows(t *testing.T) {
	d := playable(t)
	order := d.order()
	d.turn(order[0], 1, contest.Lock)
	_, ranked := d.exported()
	d.same(ranked)
	d.turn(order[1], 2, contest.Lock)
	d.do(contest.Deed{Kind: contest.Withdraw, Entry: order[2], Reason: "书记生病"})
	d.do(contest.Deed{Kind: contest.Recuse, Seat: d.round.Seats[0].ID, Entry: order[3], Reason: "亲属"})
	d.do(contest.Deed{Kind: contest.Call, Entry: order[3]})
	d.do(contest.Deed{Kind: contest.Absent, Entry: order[3], Reason: "没有到场"})
	d.turn(order[4], 3, contest.Reveal)
	d.do(contest.Deed{Kind: contest.Lock, Entry: order[4]})
	d.turn(order[5], 5, contest.Verify)
	dir, ranked := d.exported()
	d.same(ranked)
	if rows := exportedTable(t, dir, "adjust.csv"); len(rows) != 2 || rows[1][0] != string(order[1]) {
		t.Errorf("adjust.csv %v", rows)
	}
	seats := []string{}
	for _, s := range d.round.Seats {
		seats = append(seats, string(s.ID))
	}
	for name, want := range map[string][]contest.EntryID{"entries.csv": order[:5], "scores.csv": {order[0], order[1], order[4]}} {
		got := map[string]bool{}
		for _, row := range exportedTable(t, dir, name)[1:] {
			got[row[0]] = true
			if name == "scores.csv" && row[5] == "stage" && !slices.Contains(seats, row[1]) {
				t.Errorf("%s is no seat", row[1])
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s has %v; want %v", name, got, want)
		}
		for _, id := range want {
			if !got[string(id)] {
				t.Errorf("%s lacks %s", name, id)
			}
		}
	}
	for _, name := range []string{"rules.yaml", "entries.csv", "scores.csv", "adjust.csv"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || strings.Contains(string(text), string(order[5])) {
			t.Errorf("%s tells of %s before its reveal (%v)", name, order[5], err)
		}
	}
}

// order is that of the draw.
func (d *day) order() []contest.EntryID {
	d.t.Helper()
	facts, _, err := d.stage.Facts(d.t.Context(), d.round.ID, 0, 10)
	if err != nil {
		d.t.Fatal(err)
	}
	var drawn struct{ Order []contest.EntryID }
	for _, f := range facts {
		if f.Kind == contest.Draw {
			err = json.Unmarshal(f.Payload, &drawn)
		}
	}
	if err != nil || len(drawn.Order) != len(d.round.Entries) {
		d.t.Fatal(drawn, err)
	}
	return drawn.Order
}

// exportedTable reads an exported table.
func exportedTable(t *testing.T, dir, name string) [][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestAnExportIsWrittenWholeOrNotAtAll: where it cannot be written it says so,
// and a second one takes the place of the first.
func TestAnExportIsWrittenWholeOrNotAtAll(t *testing.T) {
	d := playable(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	export := func(to string) (int, string) {
		var errs bytes.Buffer
		code := run([]string{"export", "--lang", "zh", "--round", string(d.round.ID), "--data", d.dir, "-o", to}, &errs, &errs)
		return code, errs.String()
	}
	for _, to := range []string{file, filepath.Join(file, "deeper")} {
		if code, said := export(to); code != 1 || !strings.Contains(said, "写不了 "+to) {
			t.Errorf("%s: status %d, said %s", to, code, said)
		}
	}
	to := filepath.Join(dir, "a", "b")
	for range 2 {
		if code, said := export(to); code != 0 || !strings.Contains(said, "版本 6") {
			t.Errorf("status %d, said %s", code, said)
		}
	}
	names, err := os.ReadDir(to)
	if err != nil || len(names) != 4 {
		t.Errorf("%v, %v", names, err)
	}
	if rows := exportedTable(t, to, "entries.csv"); len(rows) != 1 {
		t.Errorf("before any reveal: %v", rows)
	}
}
