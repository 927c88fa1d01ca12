package office

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"leitai/internal/contest"
)

// Stage is what the office asks of the day itself: deeds that are facts go the
// way that every deed goes. A refusal is a [*contest.Refusal].
type Stage interface {
	Do(ctx context.Context, round contest.RoundID, d contest.Deed) (contest.Outcome, error)
}

// Log reads the facts of a round: up to limit after the given seq, in order.
type Log interface {
	Facts(ctx context.Context, round contest.RoundID, after int64, limit int) ([]contest.Fact, error)
}

// MakeCard makes a card of a contest: its token, code and PIN follow from the
// secret of the contest and the id; taken tells whether another card has a code.
// Package auth has it.
type MakeCard func(e contest.Event, id contest.CardID, taken func(code string) (bool, error)) (contest.Card, error)

// Options of an [Office].
type Options struct {
	Store    Store
	Log      Log
	Stage    Stage
	MakeCard MakeCard
	Random   io.Reader // crypto/rand if nil
}

// Office prepares contests and hands out files. It is safe for use by several
// goroutines as far as its Store is; who is at the desk answers for rights, but
// for the few that the methods check.
type Office struct {
	store    Store
	log      Log
	stage    Stage
	makeCard MakeCard
	random   io.Reader
}

// New opens an office. One that only reads needs no Stage and no MakeCard.
func New(o Options) *Office {
	if o.Random == nil {
		o.Random = rand.Reader
	}
	return &Office{store: o.Store, log: o.Log, stage: o.Stage, makeCard: o.MakeCard, random: o.Random}
}

// By is who does something. Key makes the repeat of a deed that is a fact
// harmless; empty, the office makes one.
type By struct {
	Name string // of the user
	Role contest.Role
	Key  string
}

// mayArrange lets the organiser alone change what a contest is.
func (by By) mayArrange() error {
	if by.Role != contest.Organiser {
		return &contest.Refusal{Class: contest.Denied, Code: contest.NotAllowed}
	}
	return nil
}

// The acts of the audit page.
const (
	ActContest = "contest" // a contest was made
	ActRoster  = "roster"  // organisations were imported
	ActRound   = "round"   // a round was added, or its rules changed
	ActEntries = "entries" // the list of entries was set
	ActSeats   = "seats"   // the panel was seated
	ActIssue   = "issue"   // cards were issued: fact 1
)

// change makes a change and its audit fact, both or neither.
func (o *Office) change(ctx context.Context, id contest.ContestID, by By, act string, what map[string]string, save func(context.Context) error) error {
	return o.store.Together(ctx, func(ctx context.Context) error {
		if err := save(ctx); err != nil {
			return err
		}
		return o.store.Record(ctx, id, by.Name, act, what)
	})
}

// idForm is what every id must be (http.md, Names).
var idForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// newID makes an id that names nothing else: a letter for what it is, and 60
// random bits in Crockford's base 32.
func (o *Office) newID(letter string) (string, error) {
	raw, err := o.bytes(12)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(letter)
	for _, c := range raw {
		b.WriteByte("0123456789abcdefghjkmnpqrstvwxyz"[c%32])
	}
	return b.String(), nil
}

func (o *Office) bytes(n int) ([]byte, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(o.random, b); err != nil {
		return nil, fmt.Errorf("random bits: %w", err)
	}
	return b, nil
}

// Events lists the contests in the order of their making.
func (o *Office) Events(ctx context.Context) ([]contest.Event, error) { return o.store.Events(ctx) }

// Rounds lists the rounds of a contest by their number.
func (o *Office) Rounds(ctx context.Context, id contest.ContestID) ([]contest.RoundRow, error) {
	return o.store.Rounds(ctx, id)
}

// Round is a round; [contest.ErrNotFound] if there is none.
func (o *Office) Round(ctx context.Context, id contest.RoundID) (contest.RoundRow, error) {
	return o.store.Round(ctx, id)
}

// Entries lists the entries of a round by their number.
func (o *Office) Entries(ctx context.Context, id contest.RoundID) ([]contest.EntryRow, error) {
	return o.store.Entries(ctx, id)
}

// Seats lists the seats of a round by their number.
func (o *Office) Seats(ctx context.Context, id contest.RoundID) ([]contest.SeatRow, error) {
	return o.store.Seats(ctx, id)
}

// Cards lists the cards of a contest.
func (o *Office) Cards(ctx context.Context, id contest.ContestID) ([]contest.Card, error) {
	return o.store.Cards(ctx, id)
}

// Fold reads all facts of a round and folds them.
func (o *Office) Fold(ctx context.Context, id contest.RoundID) (*contest.Round, error) {
	const atATime = 2000
	r := contest.NewRound(id)
	for {
		facts, err := o.log.Facts(ctx, id, r.Version(), atATime)
		if err != nil {
			return nil, err
		}
		if len(facts) == 0 {
			return r, nil
		}
		if err := r.Replay(facts); err != nil {
			return nil, err
		}
	}
}

// late refuses to change what a round is made of when it has begun.
func (o *Office) late(ctx context.Context, row *contest.RoundRow) error {
	if row.Version == 0 {
		return nil
	}
	r, err := o.Fold(ctx, row.ID)
	if err != nil {
		return err
	}
	// Whether a new definition would be taken is the fold's to say.
	_, err = r.Decide(&contest.Deed{Kind: contest.KindRound, Role: contest.Organiser, Definition: r.Definition()}, contest.Chance{})
	var no *contest.Refusal
	if errors.As(err, &no) && no.Code == contest.DefLateChange {
		return no
	}
	return nil
}
