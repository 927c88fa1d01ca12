package venue_test

import (
	"path/filepath"
	"reflect"
	"testing"

	"leitai/venue"
)

// P7, http.md Versions: a server that was set back to an older copy, at the same
// address and port, has another log; the phones see it, claim their seats again
// where the claim is missing too, and deliver every ballot that it lacks, and no
// ballot that it has.
func TestPhonesDeliverWhatARestoredServerLacks(t *testing.T) {
	t.Parallel()
	s := &storm{stage: seatedAt(t, demo(t, "--open-all", "--judges", "5", "--entries", "3"))}
	s.entries = s.order()
	late := s.Phones[4]
	if err := late.SignOut(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.Phones = s.Phones[:4]
	s.ballots(s.entries[0])
	s.ballots(s.entries[1])
	for _, p := range s.Phones {
		if n, err := p.Sync(t.Context()); n != 0 || err != nil {
			t.Fatalf("before anything happened: %d %v", n, err)
		}
	}
	log := s.picture().Log
	file := filepath.Join(t.TempDir(), "backup")
	s.leitai("backup", "--data", s.Dir(), file)

	late, err := venue.NewPhone(t.Context(), s.anyone(), s.Round.ID, late.Card)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := late.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.Phones = append(s.Phones, late)
	s.ballots(s.entries[1]) // revisions
	s.ballots(s.entries[2]) // and new ones
	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	s.leitai("restore", file, "--data", s.Dir())
	restart(t, s.Demo)
	if now := s.picture().Log; now == log {
		t.Fatalf("the restored log has the same name %q", now)
	}
	for _, p := range s.Phones {
		if n, err := p.Sync(t.Context()); n != 2 || err != nil {
			t.Errorf("%s delivered %d ballots %v, the copy lacks 2", p.Card.Name, n, err)
		}
	}
	s.valuesHold()
	s.ballots(s.entries[0]) // the day goes on
	s.valuesHold()
	s.facts()
}

// valuesHold compares what every seat has with what its phone sent last.
func (s *storm) valuesHold() {
	s.t.Helper()
	for _, p := range s.Phones {
		view, err := p.Seat(s.t.Context())
		if err != nil {
			s.t.Fatal(err)
		}
		for _, e := range s.entries {
			confirmed := p.Confirmed(e)
			if len(confirmed) == 0 {
				continue
			}
			last, have := confirmed[len(confirmed)-1], view.Of(e)
			if have.Receipt != last.Receipt || !reflect.DeepEqual(have.Marks, last.Marks) {
				s.t.Errorf("%s for %s: sent %+v, the server has %+v", p.Card.Name, e, last, have)
			}
		}
	}
}
