package store_test

import (
	"testing"
	"time"

	"leitai/internal/auth"
	"leitai/internal/contest"
)

func users(t *testing.T, s storage) {
	u := auth.User{Name: "王主任", Role: contest.Director, Password: "$argon2id$…"}
	must(t, s.SaveUser(t.Context(), u))
	must(t, s.SaveUser(t.Context(), auth.User{Name: "admin", Role: contest.Admin, Password: "x"}))
	u.Role, u.Password, u.Disabled = contest.Verifier, "y", true
	must(t, s.SaveUser(t.Context(), u))
	got, err := s.User(t.Context(), "王主任")
	must(t, err)
	equal(t, "the user", got, u)
	all, err := s.Users(t.Context())
	must(t, err)
	equal(t, "the users", []string{all[0].Name, all[1].Name}, []string{"admin", "王主任"})
	must(t, s.SaveSession(t.Context(), auth.Session{Digest: "d", User: "王主任"}))
	must(t, s.RemoveUser(t.Context(), "王主任"))
	_, err = s.User(t.Context(), "王主任")
	is(t, "the removed user", err, contest.ErrNotFound)
	_, err = s.Session(t.Context(), "d")
	is(t, "his session", err, contest.ErrNotFound)
	is(t, "removing him again", s.RemoveUser(t.Context(), "王主任"), contest.ErrNotFound)
}

func sessions(t *testing.T, s storage) {
	at := time.Date(2026, 11, 24, 1, 30, 0, 123e6, time.UTC)
	user := auth.Session{Digest: "u1", User: "admin", Created: at, Expires: at.Add(time.Hour)}
	other := auth.Session{Digest: "u2", User: "other", Created: at, Expires: at.Add(2 * time.Hour)}
	seat := auth.Session{Digest: "s1", Seat: "S1", Round: "R1", Card: "K1", Created: at, Expires: at.AddDate(1000, 0, 0)}
	for _, n := range []auth.Session{user, other, seat} {
		must(t, s.SaveSession(t.Context(), n))
	}
	got, err := s.Session(t.Context(), "u1")
	must(t, err)
	equal(t, "the session of a user", got, user)
	seat.Round, seat.Seat = "R2", "S2"
	must(t, s.SaveSession(t.Context(), seat))
	got, err = s.Session(t.Context(), "s1")
	must(t, err)
	equal(t, "the session of a seat", got, seat)
	gone := func(digest string) {
		t.Helper()
		_, err := s.Session(t.Context(), digest)
		is(t, "session "+digest, err, contest.ErrNotFound)
	}
	must(t, s.RemoveExpired(t.Context(), at.Add(time.Hour-time.Millisecond)))
	_, err = s.Session(t.Context(), "u1")
	must(t, err)
	must(t, s.RemoveExpired(t.Context(), at.Add(time.Hour)))
	gone("u1")
	must(t, s.RemoveSessionsOf(t.Context(), ""))
	_, err = s.Session(t.Context(), "s1")
	must(t, err)
	must(t, s.RemoveSessionsOf(t.Context(), "other"))
	gone("u2")
	must(t, s.RemoveSession(t.Context(), "s1"))
	must(t, s.RemoveSession(t.Context(), "s1"))
	gone("s1")
}

func absent(t *testing.T, s storage) {
	for what, find := range map[string]func() error{
		"contest": func() error { _, err := s.Event(t.Context(), "no"); return err },
		"round":   func() error { _, err := s.Round(t.Context(), "no"); return err },
		"head":    func() error { _, err := s.Head(t.Context(), "no"); return err },
		"card":    func() error { _, err := s.Card(t.Context(), "no"); return err },
		"token":   func() error { _, err := s.CardByToken(t.Context(), "no"); return err },
		"code":    func() error { _, err := s.CardByCode(t.Context(), "no"); return err },
		"user":    func() error { _, err := s.User(t.Context(), "no"); return err },
		"session": func() error { _, err := s.Session(t.Context(), "no"); return err },
		"append":  func() error { return s.Append(t.Context(), "no", ballots(0, contest.Genesis, 1)) },
	} {
		is(t, what, find(), contest.ErrNotFound)
	}
}
