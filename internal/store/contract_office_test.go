package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"leitai/internal/contest"
	"leitai/internal/office"
)

func events(t *testing.T, s storage) {
	e := contest.Event{ID: "A", Name: "先来", Rehearsal: true, Secret: []byte{1, 2, 0, 3}}
	must(t, s.SaveEvent(t.Context(), e))
	got, err := s.Event(t.Context(), "A")
	must(t, err)
	equal(t, "the contest", got, e)
	e.Name, e.Rehearsal, e.Secret = "后到", false, []byte{9}
	must(t, s.SaveEvent(t.Context(), e))
	all, err := s.Events(t.Context())
	must(t, err)
	equal(t, "the number of contests", len(all), 2)
	equal(t, "the first contest made", all[0].ID, "C")
	equal(t, "the second", all[1], e)
}

func rounds(t *testing.T, s storage) {
	before, err := s.Round(t.Context(), "R1")
	must(t, err)
	must(t, s.Append(t.Context(), "R1", ballots(0, contest.Genesis, 3)))
	r := contest.RoundRow{ID: "R1", Contest: "C", Number: 7, Name: "改", Mode: contest.Open, Part: "field", Rules: []byte("x"), Log: "mine", Version: 99}
	must(t, s.SaveRound(t.Context(), r))
	r.Log, r.Version = before.Log, 3
	got, err := s.Round(t.Context(), "R1")
	must(t, err)
	equal(t, "the round", got, r)
	all, err := s.Rounds(t.Context(), "C")
	must(t, err)
	equal(t, "the last round by number", all[2], r)
	equal(t, "the first", all[0].ID, "R2")
	if all[0].Log == all[1].Log {
		t.Error("two logs have one name")
	}
	none, err := s.Rounds(t.Context(), "nobody")
	must(t, err)
	equal(t, "the number of rounds of no contest", len(none), 0)
}

func entries(t *testing.T, s storage) {
	rows := []contest.EntryRow{
		{ID: "E1", Round: "R1", Number: 1, Name: "西街社区", Township: "天宁镇", Batch: "一", Class: "甲", Domain: "治理", Order: "2", Speaker: "李梅", Title: "红色物业", Exempt: true, Fields: map[string]string{"former": "旧名", "daily": "91.5"}},
		{ID: "E2", Round: "R1", Number: 2, Name: "义望村", Fields: map[string]string{}},
	}
	must(t, s.SaveEntries(t.Context(), "R1", rows))
	got, err := s.Entries(t.Context(), "R1")
	must(t, err)
	equal(t, "the entries", got, rows)
	must(t, s.SaveEntries(t.Context(), "R1", []contest.EntryRow{{ID: "E2", Number: 1, Name: "义望村"}}))
	got, err = s.Entries(t.Context(), "R1")
	must(t, err)
	equal(t, "the entries afterwards", got, []contest.EntryRow{{ID: "E2", Round: "R1", Number: 1, Name: "义望村", Fields: map[string]string{}}})
	is(t, "an id that another round has", s.SaveEntries(t.Context(), "R2", rows[1:]), contest.ErrMoved)
	many := make([]contest.EntryRow, 2500)
	for i := range many {
		many[i] = contest.EntryRow{ID: contest.EntryID("M" + string(rune('一'+i))), Number: i + 1, Name: "村"}
	}
	must(t, s.SaveEntries(t.Context(), "R2", many))
	got, err = s.Entries(t.Context(), "R2")
	must(t, err)
	equal(t, "the number of entries", len(got), len(many))
	must(t, s.SaveEntries(t.Context(), "R2", nil))
}

func cards(t *testing.T, s storage) {
	a := contest.Card{ID: "K1", Contest: "C", TokenDigest: "aa", Code: "111111"}
	b := contest.Card{ID: "K2", Contest: "C", TokenDigest: "bb", Code: "222222"}
	must(t, s.SaveCard(t.Context(), b))
	must(t, s.SaveCard(t.Context(), a))
	a.TokenDigest, a.Code, a.Generation = "cc", "333333", 1
	must(t, s.SaveCard(t.Context(), a))
	all, err := s.Cards(t.Context(), "C")
	must(t, err)
	equal(t, "the cards", all, []contest.Card{a, b})
	for name, find := range map[string]func() (contest.Card, error){
		"by id":    func() (contest.Card, error) { return s.Card(t.Context(), "K1") },
		"by token": func() (contest.Card, error) { return s.CardByToken(t.Context(), "cc") },
		"by code":  func() (contest.Card, error) { return s.CardByCode(t.Context(), "333333") },
	} {
		got, err := find()
		must(t, err)
		equal(t, "the card "+name, got, a)
	}
	_, err = s.CardByToken(t.Context(), "aa")
	is(t, "the token of before", err, contest.ErrNotFound)
	_, err = s.CardByCode(t.Context(), "111111")
	is(t, "the code of before", err, contest.ErrNotFound)
	a.Code = "222222"
	is(t, "a code that another card has", s.SaveCard(t.Context(), a), contest.ErrMoved)
}

func seats(t *testing.T, s storage) {
	must(t, s.SaveCard(t.Context(), contest.Card{ID: "K1", Contest: "C", TokenDigest: "aa", Code: "111111"}))
	must(t, s.SaveCard(t.Context(), contest.Card{ID: "K2", Contest: "C", TokenDigest: "bb", Code: "222222"}))
	rows := []contest.SeatRow{
		{ID: "S1", Round: "R2", Number: 1, Card: "K1", Name: "评委1", Person: "张三", Group: "expert", Recused: []contest.EntryID{"E2", "E1"}},
		{ID: "S2", Round: "R2", Number: 2, Card: "K2", Name: "评委2", Recused: []contest.EntryID{}},
	}
	must(t, s.SaveSeats(t.Context(), "R2", rows))
	got, err := s.Seats(t.Context(), "R2")
	must(t, err)
	equal(t, "the seats", got, rows)
	first := contest.SeatRow{ID: "S9", Round: "R1", Number: 1, Card: "K1", Name: "评委1", Recused: []contest.EntryID{}}
	must(t, s.SaveSeats(t.Context(), "R1", []contest.SeatRow{first}))
	ofCard, err := s.SeatsOfCard(t.Context(), "K1")
	must(t, err)
	equal(t, "the seats of the card", ofCard, []contest.SeatRow{first, rows[0]})
	must(t, s.SaveRound(t.Context(), contest.RoundRow{ID: "R1", Contest: "C", Number: 9, Name: "第9场", Mode: contest.Sequential}))
	ofCard, err = s.SeatsOfCard(t.Context(), "K1")
	must(t, err)
	equal(t, "the seats of the card by number of the round", ofCard, []contest.SeatRow{rows[0], first})
	must(t, s.SaveSeats(t.Context(), "R2", rows[1:]))
	ofCard, err = s.SeatsOfCard(t.Context(), "K1")
	must(t, err)
	equal(t, "the seats of the card afterwards", ofCard, []contest.SeatRow{first})
	if err := s.SaveSeats(t.Context(), "R2", []contest.SeatRow{{ID: "S3", Number: 1, Card: "nobody", Name: "评委1"}}); err == nil {
		t.Error("a seat is saved with a card that is not there")
	}
	got, err = s.Seats(t.Context(), "R2")
	must(t, err)
	equal(t, "the seats after a refusal", got, rows[1:])
}

func orgs(t *testing.T, s storage) {
	a := office.Org{Code: "141122100202", Name: "西街社区", Official: "西街居委会", Kind: "community", Township: "天宁镇"}
	b := office.Org{Code: "141122100001", Name: "县委办"}
	must(t, s.SaveOrgs(t.Context(), nil))
	must(t, s.SaveOrgs(t.Context(), []office.Org{a, b}))
	a.Name = "新西街"
	c := office.Org{Code: "141122100300", Name: "义望村"}
	must(t, s.SaveOrgs(t.Context(), []office.Org{a, c}))
	got, err := s.Orgs(t.Context())
	must(t, err)
	equal(t, "the organisations", got, []office.Org{b, a, c})
}

func audit(t *testing.T, s storage) {
	what := map[string]string{"name": "四季\u2028擂台<&>\\u2028\\", "n": "3"}
	must(t, s.Record(t.Context(), "C", "admin", "contest", what))
	must(t, s.Record(t.Context(), "C", "admin", "seats", nil))
	facts, err := s.Audit(t.Context(), "C", 0, 10)
	must(t, err)
	equal(t, "the number of facts", len(facts), 2)
	intact(t, facts)
	equal(t, "who and when", [2]string{facts[0].By, facts[0].At}, [2]string{"admin", "2026-11-24T09:30:00.000+08:00"})
	var got map[string]string
	must(t, json.Unmarshal(facts[0].Payload, &got))
	if len(got["salt"]) != 32 {
		t.Errorf("the salt is %q", got["salt"])
	}
	want := `{"act":"contest","n":"3","name":"四季` + "\u2028" + `擂台<&>\\u2028\\","salt":"` + got["salt"] + `"}`
	equal(t, "the payload", string(facts[0].Payload), want)
	page, err := s.Audit(t.Context(), "C", 1, 10)
	must(t, err)
	equal(t, "the second page", page, facts[1:])
}

func together(t *testing.T, s storage) {
	no := errors.New("changed my mind")
	change := func(ctx context.Context) error {
		if err := s.SaveEvent(ctx, contest.Event{ID: "N", Name: "新", Secret: []byte{1}}); err != nil {
			return err
		}
		if _, err := s.Event(ctx, "N"); err != nil {
			return err // what was written is seen
		}
		return s.Record(ctx, "N", "admin", "contest", nil)
	}
	is(t, "what failed", s.Together(t.Context(), func(ctx context.Context) error { return errors.Join(change(ctx), no) }), no)
	_, err := s.Event(t.Context(), "N")
	is(t, "the contest", err, contest.ErrNotFound)
	must(t, s.Together(t.Context(), change))
	_, err = s.Event(t.Context(), "N")
	must(t, err)
	facts, err := s.Audit(t.Context(), "N", 0, 10)
	must(t, err)
	equal(t, "the audit", len(facts), 1)
	err = s.Together(t.Context(), func(ctx context.Context) error {
		return s.Append(ctx, "R1", ballots(0, contest.Genesis, 1))
	})
	if err == nil || len(read(t, s, "R1")) > 0 {
		t.Error("Append takes part, and would be answered before the commit")
	}
}

func renew(t *testing.T, s storage) {
	facts := ballots(0, contest.Genesis, 3)
	must(t, s.Append(t.Context(), "R1", facts))
	before, err := s.Rounds(t.Context(), "C")
	must(t, err)
	must(t, s.Renew(t.Context()))
	after, err := s.Rounds(t.Context(), "C")
	must(t, err)
	for i := range before {
		if before[i].Log == after[i].Log {
			t.Errorf("the log of %s has kept its name", before[i].ID)
		}
	}
	equal(t, "the log", read(t, s, "R1"), facts)
}
