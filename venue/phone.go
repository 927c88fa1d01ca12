package venue

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// Phone is a judge's pad without its screen: it holds a seat, sends a ballot
// again with the same key until the server has answered it, and keeps what it
// sent, so that it can deliver to a server that was set back. Not for several
// goroutines at once.
type Phone struct {
	*Client
	Card  Card
	Round string

	versions map[string]int     // of the ballots in force, by entry
	outbox   map[string][]Order // what was confirmed, by entry, oldest first
	log      string
}

// Order is a ballot as it was sent, with its receipt once it was confirmed.
type Order struct {
	Entry   string
	Key     string
	Marks   Marks
	BasedOn int
	Receipt Receipt
}

// NewPhone claims the seat of the card by its token, sending again as long as
// the network fails. The PIN goes along where the card has one.
func NewPhone(ctx context.Context, c *Client, round string, card Card) (*Phone, error) {
	p := &Phone{Client: c, Card: card, Round: round, versions: map[string]int{}, outbox: map[string][]Order{}}
	if err := p.take(ctx, false); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *Phone) take(ctx context.Context, move bool) error {
	key := NewKey()
	return insist(ctx, func() error {
		own, s, err := p.Client.As("").Claim(ctx, key, Claim{Token: p.Card.Token, PIN: p.Card.PIN, Move: move})
		if err != nil {
			return err
		}
		if s.Seat == nil || s.Seat.ID != p.Card.ID {
			return fmt.Errorf("claim of %s gave %+v", p.Card.ID, s.Seat)
		}
		p.Client = own
		return nil
	})
}

// Submit sends a new ballot until it is answered. The error is a *Problem when
// the server refused it for good, ctx's when time is up: then nobody knows
// whether it counts, and the order returned is what to send again.
func (p *Phone) Submit(ctx context.Context, entry string, marks Marks) (Order, error) {
	return p.Resume(ctx, Order{Entry: entry, Key: NewKey(), Marks: marks, BasedOn: p.versions[entry]})
}

// Resume sends an order, the same key and the same content, until it is answered.
func (p *Phone) Resume(ctx context.Context, o Order) (Order, error) {
	err := insist(ctx, func() error {
		r, _, err := p.PutBallot(ctx, o.Entry, o.Key, o.Marks, o.BasedOn)
		o.Receipt = r
		return err
	})
	if err != nil {
		return o, err
	}
	p.versions[o.Entry] = o.Receipt.Version
	p.outbox[o.Entry] = append(p.outbox[o.Entry], o)
	return o, nil
}

// Confirmed lists what the server confirmed for the entry, oldest first.
func (p *Phone) Confirmed(entry string) []Order { return p.outbox[entry] }

// Sync reads the seat. When the log has another name than before, the server
// was set back: every ballot whose receipt is missing is sent again with its
// key and marks on the version that the server now has. It returns how many.
func (p *Phone) Sync(ctx context.Context) (int, error) {
	view, err := p.seatAgain(ctx)
	if err != nil {
		return 0, err
	}
	restored := p.log != "" && p.log != view.Log
	p.log = view.Log
	for _, b := range view.Ballots {
		p.versions[b.Entry] = b.Version
	}
	if !restored {
		return 0, nil
	}
	sent := 0
	for entry, orders := range p.outbox {
		last := orders[len(orders)-1]
		have := view.Of(entry)
		if have.Receipt.Receipt == last.Receipt.Receipt {
			continue
		}
		p.versions[entry] = have.Version
		last.BasedOn = have.Version
		if _, err := p.Resume(ctx, last); err != nil {
			return sent, fmt.Errorf("deliver %s again: %w", entry, err)
		}
		sent++
	}
	return sent, nil
}

// seatAgain reads the seat, and claims it first where the session is missing.
func (p *Phone) seatAgain(ctx context.Context) (SeatView, error) {
	var view SeatView
	read := func() error {
		var err error
		view, err = p.Seat(ctx)
		return err
	}
	err := insist(ctx, read)
	if Status(err) == http.StatusUnauthorized && Code(err) != "seat_moved" {
		if err := p.take(ctx, false); err != nil {
			return view, err
		}
		err = insist(ctx, read)
	}
	return view, err
}

// insist repeats what failed for want of an answer: network errors, 5xx, 429.
// A refusal is final.
func insist(ctx context.Context, try func() error) error {
	for pause := 5 * time.Millisecond; ; pause = min(2*pause, 200*time.Millisecond) {
		err := try()
		var p *Problem
		if err == nil || errors.As(err, &p) && p.Status < 500 && p.Status != http.StatusTooManyRequests {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w: %w", ctx.Err(), err)
		case <-time.After(pause):
		}
	}
}

// Panel claims the seats of a round, each on a client of its own made by dial.
func Panel(ctx context.Context, round Round, dial func(seat int) *Client) ([]*Phone, error) {
	phones := make([]*Phone, len(round.Seats))
	errs := make([]error, len(round.Seats))
	var all sync.WaitGroup
	for i, card := range round.Seats {
		all.Go(func() { phones[i], errs[i] = NewPhone(ctx, dial(i), round.ID, card) })
	}
	all.Wait()
	return phones, errors.Join(errs...)
}
