package stage

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"sync/atomic"
	"time"

	"leitai/internal/contest"
)

// maxGroup is how many facts one commit holds at most: enough for every phone of
// the largest panel at once, few enough that none waits long.
const maxGroup = 256

// writer owns the fold of one round. Deeds and looks come to it through a
// channel; it alone touches the fold.
type writer struct {
	stage *Stage
	id    contest.RoundID
	work  chan request
	ended chan struct{} // closed when it answers no more

	fold *contest.Round // nil: to be read again
	log  string

	latest   atomic.Pointer[Latest] // nil until the round has been folded
	pictures pictures
}

// request is a deed to decide, or a look at the round.
type request struct {
	ctx    context.Context
	deed   *contest.Deed
	look   func(*contest.Round, string) error
	answer chan answer
}

type answer struct {
	outcome contest.Outcome
	err     error
}

func newWriter(s *Stage, id contest.RoundID) *writer {
	return &writer{stage: s, id: id, work: make(chan request, maxGroup), ended: make(chan struct{})}
}

func (w *writer) do(ctx context.Context, d contest.Deed) (contest.Outcome, error) {
	a := w.ask(request{ctx: ctx, deed: &d})
	return a.outcome, a.err
}

func (w *writer) view(ctx context.Context, fn func(*contest.Round, string) error) error {
	return w.ask(request{ctx: ctx, look: fn}).err
}

// ask hands a request to the writer. Who gives up waiting for the answer of a
// deed does not know whether it was done: he asks again with its key.
func (w *writer) ask(q request) answer {
	q.answer = make(chan answer, 1)
	select {
	case w.work <- q:
	case <-q.ctx.Done():
		return answer{err: contest.ErrUnavailable}
	case <-w.stage.done.Done():
		return answer{err: contest.ErrUnavailable}
	}
	select {
	case a := <-q.answer:
		return a
	case <-q.ctx.Done():
		return answer{err: contest.ErrUnavailable}
	case <-w.ended:
		select { // it may have been answered in the last group
		case a := <-q.answer:
			return a
		default:
			return answer{err: contest.ErrUnavailable}
		}
	}
}

// run takes what waits, as one group, until the stage closes.
func (w *writer) run(done context.Context) {
	defer close(w.ended)
	for {
		select {
		case <-done.Done():
			return
		case q := <-w.work:
			w.group(w.gather(q))
		}
	}
}

// gather takes what else is waiting, without waiting for more: while one group
// is written the next one gathers by itself.
func (w *writer) gather(first request) []request {
	group := []request{first}
	for len(group) < maxGroup {
		select {
		case q := <-w.work:
			group = append(group, q)
		default:
			return group
		}
	}
	return group
}

// pending is a deed that was accepted and waits for the commit.
type pending struct {
	request request
	outcome contest.Outcome
}

// group answers a group: deeds are decided one after the other, each against
// what the ones before it did, and written together; then the looks are had.
func (w *writer) group(group []request) {
	if err := w.ready(); err != nil {
		for _, q := range group {
			q.answer <- answer{err: err}
		}
		return
	}
	var accepted []pending
	var facts []contest.Fact
	for _, q := range group {
		if q.deed == nil {
			continue
		}
		outcome, err := w.decide(q)
		switch {
		case err != nil:
			q.answer <- answer{err: err}
		case outcome.Repeated && len(facts) == 0:
			q.answer <- answer{outcome: outcome}
		default: // a repeat of what is only about to be written waits for it
			if !outcome.Repeated {
				facts = append(facts, outcome.Fact)
			}
			accepted = append(accepted, pending{q, outcome})
		}
	}
	w.commit(accepted, facts)
	for _, q := range group {
		if q.look != nil {
			q.answer <- answer{err: w.show(q.look)}
		}
	}
}

// decide decides a deed and applies its fact to the fold, which thereby runs
// ahead of the disk until the commit.
func (w *writer) decide(q request) (contest.Outcome, error) {
	if q.ctx.Err() != nil || w.fold == nil { // nobody waits for it any more, or the fold has just been lost
		return contest.Outcome{}, contest.ErrUnavailable
	}
	var salt [16]byte
	if _, err := io.ReadFull(w.stage.opt.Random, salt[:]); err != nil {
		return contest.Outcome{}, err
	}
	outcome, err := w.fold.Decide(q.deed, contest.Chance{At: w.stage.opt.Now(), Salt: hex.EncodeToString(salt[:])})
	if err != nil || outcome.Repeated {
		return outcome, err
	}
	if err := w.fold.Apply(&outcome.Fact); err != nil {
		w.fold = nil
		return contest.Outcome{}, err
	}
	return outcome, nil
}

// commit writes the facts and answers. If it fails, or nobody knows whether it
// did, the fold is dropped and read again before anything else.
func (w *writer) commit(accepted []pending, facts []contest.Fact) {
	var err error
	if len(facts) > 0 {
		began := time.Now()
		if err = w.stage.log.Append(context.WithoutCancel(w.stage.done), w.id, facts); err != nil {
			w.fold = nil
			if errors.Is(err, contest.ErrMoved) {
				err = contest.ErrUnavailable
			}
		} else {
			w.stage.opt.Committed(len(facts), time.Since(began))
			w.tell()
		}
	}
	for _, p := range accepted {
		if err != nil {
			p.outcome = contest.Outcome{}
		}
		p.request.answer <- answer{p.outcome, err}
	}
}

// show lets somebody look at the fold, if it is what is on disk.
func (w *writer) show(look func(*contest.Round, string) error) error {
	if err := w.ready(); err != nil {
		return err
	}
	return look(w.fold, w.log)
}

// pageSize is how many facts are read at a time; while one page is folded the
// next ones are read, several at once.
const pageSize, pagesAhead = 5000, 3

// ready folds the round unless it is folded.
func (w *writer) ready() error {
	if w.fold != nil {
		return nil
	}
	head, err := w.stage.log.Head(w.stage.done, w.id)
	if err != nil {
		return err
	}
	fold := contest.NewRound(w.id)
	ctx, stop := context.WithCancel(w.stage.done)
	defer stop()
	for next := range w.pages(ctx, head.Version) {
		page := <-next
		if page.err != nil {
			return page.err
		}
		if err := fold.Replay(page.facts); err != nil {
			return err
		}
	}
	if err := w.stage.done.Err(); err != nil {
		return contest.ErrUnavailable
	}
	w.fold, w.log = fold, head.Log
	w.tell()
	return nil
}

// page is a part of the log.
type page struct {
	facts []contest.Fact
	err   error
}

// pages reads the log from its beginning to the given version, until the end of
// ctx. Each page comes through a channel of its own, in their order.
func (w *writer) pages(ctx context.Context, version int64) <-chan chan page {
	out := make(chan chan page, pagesAhead)
	go func() {
		defer close(out)
		for after := int64(0); after < version; after += pageSize {
			next := make(chan page, 1)
			select {
			case out <- next:
			case <-ctx.Done():
				return
			}
			go func() {
				facts, err := w.stage.log.Facts(ctx, w.id, after, pageSize)
				next <- page{facts, err}
			}()
		}
	}()
	return out
}

// tell publishes where the round stands, and wakes who watches.
func (w *writer) tell() {
	l := latestOf(w.fold, w.log)
	w.latest.Store(&l)
	w.stage.hub.Touch(string(w.id))
}
