package auth_test

import (
	"errors"
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"leitai/internal/auth"
	"leitai/internal/contest"
)

func free(string) (bool, error) { return false, nil }

var event = contest.Event{ID: "c", Secret: []byte("thirty-two bytes of one contest.")}

func made(t *testing.T, e contest.Event, id contest.CardID) (contest.Card, auth.Secrets) {
	t.Helper()
	card, err := auth.MakeCard(e, id, free)
	if err != nil {
		t.Fatal(err)
	}
	return card, auth.SecretsOf(e, card)
}

func TestACardHasItsForm(t *testing.T) {
	card, s := made(t, event, "k1")
	if !regexp.MustCompile(`^[A-Za-z0-9_-]{22}$`).MatchString(s.Token) || !regexp.MustCompile(`^\d{6}$`).MatchString(s.Code) || !regexp.MustCompile(`^\d{6}$`).MatchString(s.PIN) {
		t.Errorf("%+v", s)
	}
	if card.ID != "k1" || card.Contest != "c" || card.Generation != 0 || card.TokenDigest != auth.Digest(s.Token) || card.Code != s.Code {
		t.Errorf("%+v", card)
	}
	if got := s.URL("http://192.168.1.10:8080"); got != "http://192.168.1.10:8080/j#"+s.Token {
		t.Error(got)
	}
}

func TestSecretsFollowFromContestCardAndGenerationAlone(t *testing.T) {
	card, s := made(t, event, "k1")
	if _, again := made(t, event, "k1"); again != s {
		t.Errorf("%+v; first %+v", again, s)
	}
	other := event
	other.Secret = []byte("another contest's secret of 32 b")
	_, card2 := made(t, event, "k2")
	_, event2 := made(t, other, "k1")
	card.Generation++
	for name, x := range map[string]auth.Secrets{"another card": card2, "another contest": event2} {
		if x.Token == s.Token || x.Code == s.Code || x.PIN == s.PIN {
			t.Errorf("%s has %+v too", name, s)
		}
	}
	if next := auth.SecretsOf(event, card); next.Token == s.Token || next.PIN == s.PIN {
		t.Errorf("the next generation has %+v too", s)
	}
	if s.Code == s.PIN {
		t.Error("the code is the PIN")
	}
}

// TestNoTwoCardsShareASecret: where ids and generations end is part of what the
// secrets follow from.
func TestNoTwoCardsShareASecret(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := contest.Card{ID: contest.CardID(rapid.StringMatching(`[a-z0-9]{1,6}`).Draw(t, "id")), Generation: rapid.IntRange(0, 200).Draw(t, "generation")}
		b := contest.Card{ID: contest.CardID(rapid.StringMatching(`[a-z0-9]{1,6}`).Draw(t, "other id")), Generation: rapid.IntRange(0, 200).Draw(t, "other generation")}
		if same := auth.SecretsOf(event, a).Token == auth.SecretsOf(event, b).Token; same != (a == b) {
			t.Fatalf("%+v and %+v", a, b)
		}
	})
	if auth.SecretsOf(event, contest.Card{ID: "k1", Generation: 23}).Token == auth.SecretsOf(event, contest.Card{ID: "k12", Generation: 3}).Token {
		t.Error("k1 of generation 23 is k12 of generation 3")
	}
}

func TestTheFirstFreeCodeIsTaken(t *testing.T) {
	var asked []string
	card, err := auth.MakeCard(event, "k1", func(code string) (bool, error) {
		asked = append(asked, code)
		return len(asked) < 4, nil
	})
	if err != nil || len(asked) != 4 || card.Code != asked[3] || asked[0] == asked[1] {
		t.Errorf("%+v %v, asked %v", card, err, asked)
	}
	broken := errors.New("broken")
	if _, err := auth.MakeCard(event, "k1", func(string) (bool, error) { return false, broken }); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if _, err := auth.MakeCard(event, "k1", func(string) (bool, error) { return true, nil }); !errors.Is(err, auth.ErrNoCode) {
		t.Errorf("%v", err)
	}
}
