package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"leitai/internal/contest"
	"leitai/internal/stage"
	"leitai/internal/store"
	"leitai/venue"
)

// span and warm are how long a panel submits, and how long before it is counted.
const (
	phones = 64
	warm   = time.Second
	span   = 8 * time.Second
	rounds = 3
)

// durableBallots runs 64 phones against the demo and against the yardstick, in
// turn. A row says times, so what is shown is the time a ballot takes of the
// whole: one over the rate.
func durableBallots(dir string) (result, error) {
	r := result{name: "durable ballots, 64 phones", limit: "60 % of the yardstick's rate", yard: "net/http, SQLite, group commit"}
	ours, theirs, err := panels(dir)
	if err != nil {
		return r, err
	}
	a, b := middle(ours, perSecond), middle(theirs, perSecond)
	r.ours, r.yardstick = time.Duration(float64(time.Second)/a), time.Duration(float64(time.Second)/b)
	r.note = fmt.Sprintf("%.0f a second against %.0f: %.0f %%; p99 %v against %v", a, b, 100*a/b,
		short(time.Duration(middle(ours, p99))), short(time.Duration(middle(theirs, p99))))
	return r, nil
}

func perSecond(l venue.Load) float64 { return l.PerSecond }
func p99(l venue.Load) float64       { return float64(l.P99) }

func middle(loads []venue.Load, of func(venue.Load) float64) float64 {
	values := make([]float64, len(loads))
	for i, l := range loads {
		values[i] = of(l)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

func panels(dir string) (ours, theirs []venue.Load, err error) {
	bin, err := binary(dir)
	if err != nil {
		return nil, nil, err
	}
	yard, err := built(dir)
	if err != nil {
		return nil, nil, err
	}
	for i := range rounds {
		data := filepath.Join(dir, fmt.Sprintf("panel%d", i))
		if err := os.MkdirAll(data, 0o700); err != nil {
			return nil, nil, err
		}
		line, mine, err := panel(exec.Command(bin, "demo", "--json", "--open-all", "--judges", fmt.Sprint(phones), "--listen", "127.0.0.1:0", "--data", data))
		if err != nil {
			return nil, nil, err
		}
		against := exec.Command(yard, data)
		against.Stdin = bytes.NewReader(line)
		_, bare, err := panel(against)
		if err != nil {
			return nil, nil, err
		}
		ours, theirs = append(ours, mine), append(theirs, bare)
	}
	return ours, theirs, nil
}

// panel starts a server that prints its line, has the panel submit, and ends it.
func panel(server *exec.Cmd) (line []byte, load venue.Load, err error) {
	out, err := server.StdoutPipe()
	if err != nil {
		return nil, load, err
	}
	if err := server.Start(); err != nil {
		return nil, load, err
	}
	defer func() {
		_ = server.Process.Kill() // it holds nothing that is wanted
		_ = server.Wait()
	}()
	var l venue.Layout
	var raw json.RawMessage
	if err := json.NewDecoder(out).Decode(&raw); err != nil {
		return nil, load, fmt.Errorf("line: %w", err)
	}
	if err := json.Unmarshal(raw, &l); err != nil {
		return nil, load, err
	}
	load, err = venue.Measure(context.Background(), l, warm, span)
	return append(raw, '\n'), load, err
}

const manyFacts = 1_000_000

// readyWithMany opens a database whose one round has a million facts and folds
// it, against reading the same rows and nothing else.
func readyWithMany(dir string) (result, error) {
	r := result{name: "start to ready with 1,000,000 facts", limit: "3 s", yard: "reading the facts, one page after the other"}
	data := filepath.Join(dir, "many")
	if err := fill(data); err != nil {
		return r, err
	}
	var err error
	r.ours, r.yardstick, err = turns(3, func() error {
		return opened(data, func(s *store.Store) error {
			day := stage.New(s, stage.Options{})
			defer day.Close()
			l, err := day.Latest(context.Background(), "r")
			if err == nil && l.Version < manyFacts {
				err = fmt.Errorf("version %d", l.Version)
			}
			return err
		})
	}, func() error {
		return opened(data, func(s *store.Store) error {
			for seq := int64(0); seq < manyFacts; {
				facts, err := s.Facts(context.Background(), "r", seq, 5000)
				if err != nil {
					return err
				}
				seq += int64(len(facts))
			}
			return nil
		})
	})
	return r, err
}

func opened(data string, do func(*store.Store) error) error {
	s, err := store.Open(context.Background(), store.Options{Dir: data})
	if err != nil {
		return err
	}
	if err := do(s); err != nil {
		return err
	}
	return s.Close()
}

// fill writes a round in which 64 seats change their ballots on 40 entries until
// there are a million facts.
func fill(data string) error {
	return opened(data, func(s *store.Store) error {
		ctx := context.Background()
		if err := s.SaveEvent(ctx, contest.Event{ID: "c", Name: "比武", Secret: []byte("bench")}); err != nil {
			return err
		}
		if err := s.SaveRound(ctx, contest.RoundRow{ID: "r", Contest: "c", Number: 1, Name: "第一场", Mode: contest.Open, Part: "stage", Rules: []byte("{}")}); err != nil {
			return err
		}
		day := contest.NewRound("r")
		var group []contest.Fact
		err := deeds(day, func(f contest.Fact) error {
			if group = append(group, f); len(group) < 5000 {
				return nil
			}
			err := s.Append(ctx, "r", group)
			group = group[:0]
			return err
		})
		if err != nil || len(group) == 0 {
			return err
		}
		return s.Append(ctx, "r", group)
	})
}

// deeds decides and applies a million deeds.
func deeds(day *contest.Round, write func(contest.Fact) error) error {
	marks := map[string]string{}
	def := &contest.Definition{Contest: "c", Name: "第一场", Mode: contest.Open, Part: "stage", RulesJSON: manyRules(marks)}
	for i := range 40 {
		def.Entries = append(def.Entries, contest.EntryRow{ID: contest.EntryID(fmt.Sprintf("1411221%05d", i)), Name: "村"})
	}
	for i := range phones {
		def.Seats = append(def.Seats, contest.SeatRow{ID: contest.SeatID(fmt.Sprintf("seat%02d", i)), Name: fmt.Sprintf("评委%d", i+1)})
	}
	n := 0
	do := func(d contest.Deed) error {
		expect := day.Version()
		d.Key, d.Expect = fmt.Sprintf("key-%010d", n), &expect
		n++
		out, err := day.Decide(&d, contest.Chance{At: time.Unix(1_800_000_000+int64(n), 0), Salt: fmt.Sprintf("%032x", n)})
		if err != nil {
			return fmt.Errorf("%s: %w", d.Kind, err)
		}
		if err := day.Apply(&out.Fact); err != nil {
			return err
		}
		return write(out.Fact)
	}
	if err := do(contest.Deed{Kind: contest.KindRound, By: "组织员", Role: contest.Organiser, Definition: def}); err != nil {
		return err
	}
	for _, kind := range []contest.Kind{contest.Call, contest.Start, contest.OpenEntry} {
		if err := do(contest.Deed{Kind: kind, By: "导播甲", Role: contest.Director}); err != nil {
			return err
		}
	}
	for i := 0; n < manyFacts; i++ {
		seat, entry := def.Seats[i%phones].ID, def.Entries[i/phones%len(def.Entries)].ID
		based := int64(i / phones / len(def.Entries))
		if err := do(contest.Deed{Kind: contest.KindBallot, By: string(seat), Seat: seat, Entry: entry, BasedOn: &based, Marks: marks}); err != nil {
			return err
		}
	}
	return nil
}

// manyRules is a sheet of thirteen points, and a mark for each.
func manyRules(marks map[string]string) []byte {
	var sheet []map[string]any
	for i := range 13 {
		point := fmt.Sprintf("STG-%02d", i+1)
		marks[point] = fmt.Sprintf("%d.%d", 5+i%4, i%10)
		sheet = append(sheet, map[string]any{"point": point, "name": point, "short": point, "part": "现场", "max": 10, "step": json.Number("0.1")})
	}
	rules, err := json.Marshal(map[string]any{"schema": "leitai.rules/1", "parts": []any{map[string]any{"key": "stage", "name": "现场", "sheet": sheet}}})
	if err != nil {
		panic(err) // of values written above
	}
	return rules
}
