package venue_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"

	"leitai/venue"
)

// Promise 5: whatever `leitai rank` prints for the exported files equals what
// the service showed, digit by digit; and the whole round as the contract has
// it, with every picture and code on the way.
func TestAWholeRound(t *testing.T) {
	t.Parallel()
	s := staged(t, "--entries", "5", "--judges", "7")
	order := s.order()
	if len(order) != 5 || len(s.Phones) != 7 {
		t.Fatalf("%d entries, %d seats; asked for 5 and 7", len(order), len(s.Phones))
	}
	confirmed := map[string]venue.Order{}
	s.stepByStep(order[0], confirmed)
	for _, entry := range order[1:4] {
		for _, o := range s.play(entry) {
			confirmed[o.Key] = o
		}
		s.compareWithRank()
	}
	s.press(venue.Command{Type: "absent", Entry: order[4], Reason: "未到场"})
	s.sealTwoPersons()
	s.compareWithRank()
	s.auditBallots(confirmed)
}

// stepByStep takes the first entry through every state and looks at the codes
// for a ballot, the hall's picture and the refusals on the way.
func (s *stage) stepByStep(entry string, confirmed map[string]venue.Order) {
	t := s.t
	t.Helper()
	phone := s.marking(entry)
	tooEarly := func(code, state string) {
		t.Helper()
		_, err := phone.Submit(t.Context(), entry, s.marks())
		if p := expect(t, "ballot "+state, err, 409, code); p.State != state || p.Ballot != nil {
			t.Errorf("ballot %s: state %q, ballot %v", state, p.State, p.Ballot)
		}
	}
	tooEarly("not_on_stage", "waiting")
	s.refused(s.Director, venue.Command{Type: "open", Entry: entry}, 409, "wrong_state")
	s.must(s.Director, entry, "call")
	tooEarly("not_open", "called")
	s.refused(s.Second, venue.Command{Type: "call", Entry: s.order()[1]}, 409, "another_on_stage")
	s.must(s.Director, entry, "start")
	tooEarly("not_open", "presenting")
	s.must(s.Director, entry, "open")
	s.hidden(entry, "scoring")

	missing := s.refused(s.Director, venue.Command{Type: "close", Entry: entry}, 409, "ballots_missing").Missing
	due := 0
	for _, p := range s.Phones {
		if p.Card.Marks(entry) {
			due++
		}
	}
	if len(missing) != due {
		t.Errorf("missing %v, %d ballots are due", missing, due)
	}
	for _, o := range s.ballots(entry) {
		confirmed[o.Key] = o
	}
	s.stepToTheLock(entry, phone, due)
}

// stepToTheLock is the way from the last ballot to 入榜.
func (s *stage) stepToTheLock(entry string, phone *venue.Phone, due int) {
	t := s.t
	t.Helper()
	if e := s.hidden(entry, "scoring"); e.In == nil || *e.In != due || e.Of == nil || *e.Of != due {
		t.Errorf("in %v of %v, want %d of %d", e.In, e.Of, due, due)
	}
	s.must(s.Director, entry, "close")
	s.hidden(entry, "closed")
	late := phone.Confirmed(entry)[0].Receipt
	_, err := phone.Submit(t.Context(), entry, s.marks())
	if p := expect(t, "ballot after the close", err, 409, "closed"); p.State != "closed" || p.Ballot == nil || *p.Ballot != late {
		t.Errorf("after the close: state %q, ballot %+v, want %+v", p.State, p.Ballot, late)
	}
	s.refused(s.Director, venue.Command{Type: "verify", Entry: entry}, 409, "same_person")
	s.refused(s.Director, venue.Command{Type: "reveal", Entry: entry}, 409, "wrong_state")
	s.must(s.Verifier, entry, "verify")
	s.hidden(entry, "verified")
	s.must(s.Director, entry, "reveal")
	if e := s.seen(entry); e.State != "revealed" || e.Score == nil || e.Rank == nil || len(e.Marks) != due {
		t.Errorf("revealed: %+v", e)
	}
	s.must(s.Director, entry, "lock")
	_, err = phone.Submit(t.Context(), entry, s.marks())
	expect(t, "ballot after the lock", err, 409, "locked")
	s.refused(s.Director, venue.Command{Type: "reopen", Entry: entry, Reason: "想改"}, 409, "wrong_state")
	s.refused(s.Second, venue.Command{Type: "seal"}, 409, "not_finished")
}

// marking is a phone that may mark the entry.
func (s *stage) marking(entry string) *venue.Phone {
	s.t.Helper()
	for _, p := range s.Phones {
		if p.Card.Marks(entry) {
			return p
		}
	}
	s.t.Fatalf("nobody marks %s", entry)
	return nil
}

// seen is what the hall sees of the entry.
func (s *stage) seen(entry string) venue.PictureEntry {
	s.t.Helper()
	p, err := s.anyone().Snapshot(s.t.Context(), s.Round.ID, "hall")
	if err != nil {
		s.t.Fatal(err)
	}
	return p.Entry(entry)
}

// hidden checks that the hall sees the state of the entry and no figure.
func (s *stage) hidden(entry, state string) venue.PictureEntry {
	s.t.Helper()
	e := s.seen(entry)
	if e.State != state || e.Score != nil || e.Total != nil || e.Rank != nil || e.Marks != nil {
		s.t.Errorf("%s: the hall sees %+v", state, e)
	}
	return e
}

// sealTwoPersons seals the round, which the one who locked the last entry may not.
func (s *stage) sealTwoPersons() {
	s.t.Helper()
	s.refused(s.Director, venue.Command{Type: "seal"}, 409, "same_person")
	s.press2(venue.Command{Type: "seal"})
	p := s.picture()
	if p.Current != nil {
		s.t.Errorf("after seal there is a current entry: %s", *p.Current)
	}
	for _, cmd := range []venue.Command{{Type: "call", Entry: p.Entries[0].ID}, {Type: "seal"}, {Type: "pause", Reason: "封榜之后"},
		{Type: "timer", Entry: p.Entries[0].ID, Fields: map[string]any{"action": "start", "seconds": 60}}} {
		s.refused(s.Director, cmd, 409, "sealed")
	}
}

func (s *stage) press2(cmd venue.Command) {
	s.t.Helper()
	s.pressAt(s.Second, cmd)
}

// compareWithRank exports the round beside the running server, ranks the files,
// and compares with /standings and with the pictures.
func (s *stage) compareWithRank() {
	t := s.t
	t.Helper()
	shown, err := s.Director.Standings(t.Context(), s.Round.ID)
	if err != nil {
		t.Fatal(err)
	}
	ranked := s.rankExport()
	for _, own := range []string{"log", "version", "final"} {
		if _, ok := shown[own]; !ok {
			t.Errorf("standings lack %q", own)
		}
		delete(shown, own)
	}
	if !reflect.DeepEqual(shown, ranked) {
		t.Errorf("standings and rank differ\nshown  %s\nranked %s", plain(shown), plain(ranked))
	}
	s.comparePicture(ranked)
}

func plain(v any) string {
	text, _ := json.Marshal(v) // it came out of JSON
	return string(text)
}

// rankExport is what `leitai rank --json` prints for the export of now.
func (s *stage) rankExport() map[string]any {
	t := s.t
	t.Helper()
	dir := filepath.Join(t.TempDir(), "export")
	s.leitai("export", "--round", s.Round.ID, "--data", s.Dir(), "-o", dir)
	out := s.leitai("rank", "--rules", filepath.Join(dir, "rules.yaml"), "--scores", filepath.Join(dir, "scores.csv"),
		"--entries", filepath.Join(dir, "entries.csv"), "--adjust", filepath.Join(dir, "adjust.csv"), "--json")
	ranked, err := venue.ReadJSON(out)
	if err != nil {
		t.Fatal(err)
	}
	return ranked
}

// leitai runs the program and returns its standard output.
func (s *stage) leitai(args ...string) string {
	s.t.Helper()
	var complaint []byte
	cmd := exec.Command(program(s.t), args...)
	cmd.Env = append(os.Environ(), "LANG=zh_CN.UTF-8")
	out, err := cmd.Output()
	if exit, ok := err.(*exec.ExitError); ok {
		complaint = exit.Stderr
	}
	if err != nil {
		s.t.Fatalf("leitai %v: %v\n%s", args, err, complaint)
	}
	return string(out)
}

// comparePicture compares total, rank and the score of the round's part in the
// hall's picture with the ranking: what the hall saw is what was computed.
func (s *stage) comparePicture(ranked map[string]any) {
	t := s.t
	t.Helper()
	p, err := s.anyone().Snapshot(t.Context(), s.Round.ID, "hall")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, g := range ranked["groups"].([]any) {
		for _, r := range g.(map[string]any)["rows"].([]any) {
			row := r.(map[string]any)
			e := p.Entry(row["entry"].(string))
			if e.State != "revealed" && e.State != "locked" {
				continue
			}
			rows++
			part := row["parts"].(map[string]any)[p.Round.Part].(map[string]any)
			compare(t, e.ID+" total", e.Total, row["total"])
			compare(t, e.ID+" score", e.Score, part["value"])
			rank := any(nil)
			if e.Rank != nil {
				rank = *e.Rank
			}
			if plain(rank) != plain(row["screen_rank"]) {
				t.Errorf("%s: rank %v, screen_rank %v", e.ID, rank, row["screen_rank"])
			}
		}
	}
	if rows == 0 {
		t.Error("no revealed entry in the ranking")
	}
}

func compare(t *testing.T, what string, got *string, want any) {
	t.Helper()
	if got == nil || any(*got) != want {
		t.Errorf("%s: the picture shows %s, rank prints %v", what, plain(got), want)
	}
}

// auditBallots checks the log against what phones were told: every confirmed
// ballot stands there once, under its key, seq, receipt and marks (P1, P2, P5).
func (s *stage) auditBallots(confirmed map[string]venue.Order) {
	t := s.t
	t.Helper()
	found := map[string]int{}
	for _, f := range s.facts() {
		if !f.Is("ballot") || !f.Open() {
			continue
		}
		b, err := f.Ballot()
		if err != nil {
			t.Fatal(err)
		}
		found[b.Key]++
		o, ok := confirmed[b.Key]
		if !ok {
			continue // accepted, but its answer never arrived: allowed
		}
		receipt, err := venue.ReceiptOf(f.Hash)
		if err != nil {
			t.Fatal(err)
		}
		want := venue.Receipt{Receipt: receipt, Seq: f.Number(), Version: b.Version, Total: b.Total, At: f.When()}
		if o.Receipt != want || !reflect.DeepEqual(o.Marks, b.Marks) || b.BasedOn != b.Version-1 {
			t.Errorf("phone holds %+v %v\nlog has    %+v %v", o.Receipt, o.Marks, want, b)
		}
	}
	for key, o := range confirmed {
		if found[key] != 1 {
			t.Errorf("ballot %+v stands in the log %d times", o.Receipt, found[key])
		}
	}
}
