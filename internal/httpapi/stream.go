package httpapi

import (
	"bufio"
	"bytes"
	"context"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v3"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/fault"
	"leitai/internal/live"
	"leitai/internal/stage"
)

// Shutdown is the end of a stream when the server stops; the other ends are
// those of package auth.
const Shutdown fault.Code = "shutdown"

const (
	streamPath = prefix + "/rounds/:round/events"
	gap        = 200 * time.Millisecond // between two pictures: bursts are told as one
	slowGap    = 700 * time.Millisecond // between two pictures to the hall in which ballots alone came in: within a second is promised
	stuck      = 10 * time.Second       // a watcher that takes nothing for so long is gone
)

// isStream tells of a request's address whether it asks for events.
func isStream(uri []byte) bool {
	path, _, _ := bytes.Cut(uri, []byte("?"))
	return string(path) == playPath || bytes.HasPrefix(path, []byte(prefix+"/rounds/")) && bytes.HasSuffix(path, []byte("/events"))
}

// stream is one open event stream. It reads for itself, under the rights it was
// opened with, and holds nothing but where it stands.
type stream struct {
	s     *Server
	round contest.RoundID
	view  contest.Audience
	conn  net.Conn
	w     *bufio.Writer

	sent  stage.Latest         // what the watcher knows
	drawn time.Time            // when it was sent a picture
	heard map[string]live.Seen // presence as last told; console only

	pointed map[string]contest.Screen // screens as last told since the seal; hall and console
}

// getEvents handles GET /rounds/{round}/events.
func (s *Server) getEvents(c fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(context.Background(), answerIn)
	defer cancel()
	r := &request{Context: ctx, c: c}
	round, view := contest.RoundID(c.Params("round")), contest.Audience(c.Query("view", string(contest.Hall)))
	if s.foreign(c) {
		return newProblem(http.StatusForbidden, ForeignOrigin)
	}
	k, err := s.maySee(r, round, view)
	if err != nil {
		return err
	}
	if _, err := s.opt.Stage.Latest(r, round); err != nil {
		return err // still an ordinary answer
	}
	release, ok := s.streams.Open(k.session.Digest)
	if !ok {
		return newProblem(http.StatusServiceUnavailable, TooManyStreams)
	}
	watch, err := s.watch(r, k)
	if err != nil {
		release()
		return err
	}
	c.Set(fiber.HeaderContentType, "text/event-stream")
	c.Set("X-Accel-Buffering", "no") // nginx must not hold events back
	c.Response().Header.SetConnectionClose()
	st := &stream{s: s, round: round, view: view, conn: c.RequestCtx().Conn()}
	return c.SendStreamWriter(func(w *bufio.Writer) { // runs after return: c is out of bounds here
		defer release()
		if watch != nil {
			defer watch.Close()
		}
		st.w = w
		st.run(watch)
	})
}

// watch is an eye on the session of a stream; nil without one.
func (s *Server) watch(r *request, k *caller) (*auth.Watch, error) {
	if k.secret == "" {
		return nil, nil
	}
	return s.opt.Gate.Watch(r, k.secret)
}

// run tells until the watcher has gone, the session has ended or the server stops.
func (st *stream) run(watch *auth.Watch) {
	s := st.s
	changed, stop := s.opt.Stage.Watch(st.round)
	defer stop()
	var ended <-chan struct{}
	if watch != nil {
		ended = watch.Done()
	}
	var heard <-chan struct{}
	if st.view == contest.Console {
		var deaf func()
		heard, deaf = s.presence.Watch(string(st.round))
		defer deaf()
	}
	var pointed <-chan struct{}
	if st.view == contest.Hall || st.view == contest.Console {
		var blind func()
		pointed, blind = s.pointed.Watch(string(st.round))
		defer blind()
	}
	if st.picture() != nil || st.tick() != nil || st.present(true) != nil || pointed != nil && st.point(true) != nil {
		return
	}
	beat := time.NewTicker(s.opt.Beat)
	defer beat.Stop()
	due := time.NewTimer(time.Hour)
	defer due.Stop()
	last, told := time.Now(), changed
	for {
		var err error
		select {
		case <-told:
			due.Reset(max(0, gap-time.Since(last)))
			told = nil // not woken again before: a panel commits hundreds of times a second
		case <-due.C:
			last = time.Now()
			if wait := st.patience(); wait > 0 {
				due.Reset(min(wait, gap)) // and looks for what is more than a ballot
			} else {
				told, err = changed, st.news()
			}
		case <-heard:
			err = st.present(false)
		case <-pointed:
			err = st.point(false)
		case <-beat.C:
			err = st.beat()
		case <-ended:
			_ = st.end(watch.Code()) // it is over either way
			return
		case <-s.closing:
			_ = st.end(Shutdown)
			return
		}
		if err != nil {
			return // the browser connects again by itself
		}
	}
}

// patience is how long a picture may wait in which ballots alone came in, so that
// a storm of them is not told to a whole hall five times a second.
func (st *stream) patience() time.Duration {
	now, err := st.s.opt.Stage.Latest(context.Background(), st.round)
	if err != nil || st.view != contest.Hall || now.Log != st.sent.Log || now.Version == st.sent.Version || now.Big > st.sent.Version || st.counts(now) {
		return 0
	}
	return slowGap - time.Since(st.drawn)
}

// counts tells whether all that has come in since is ballots for one entry.
func (st *stream) counts(now stage.Latest) bool {
	return now.Entry == st.sent.Entry && int64(now.In-st.sent.In) == now.Version-st.sent.Version
}

// news tells what has happened since.
func (st *stream) news() error {
	now, err := st.s.opt.Stage.Latest(context.Background(), st.round)
	switch {
	case err != nil:
		return nil // not to be read now: the beat will be missed, and the watcher knows
	case now.Log == st.sent.Log && now.Version == st.sent.Version:
		return nil
	case now.Log != st.sent.Log || now.Big > st.sent.Version:
		return st.picture()
	}
	switch st.view {
	case contest.ForJudge, contest.Report:
		return nil // others' ballots: the beat has the version
	case contest.Hall:
		if st.counts(now) {
			st.sent = now
			return st.event("count", now.Version, struct {
				Log     string          `json:"log"`
				Version int64           `json:"version"`
				Entry   contest.EntryID `json:"entry"`
				In      int             `json:"in"`
			}{now.Log, now.Version, now.Entry, now.In})
		}
	}
	return st.picture()
}

// picture sends the whole picture.
func (st *stream) picture() error {
	ctx, cancel := context.WithTimeout(context.Background(), answerIn)
	defer cancel()
	before, err := st.s.opt.Stage.Latest(ctx, st.round)
	if err != nil {
		return st.later(err)
	}
	p, err := st.s.opt.Stage.Picture(ctx, st.round, st.view)
	if err != nil {
		return st.later(err)
	}
	if before.Version != p.Version { // what was counted is not what was drawn: the next word is a picture
		before = stage.Latest{Log: p.Log, Version: p.Version}
	}
	st.sent, st.drawn = before, time.Now()
	return st.write("snapshot", p.Version, p.JSON)
}

// later lets a stream live through a moment in which nothing can be read. A
// stream that has not begun ends.
func (st *stream) later(err error) error {
	if st.sent.Log == "" {
		return err
	}
	return nil
}

// beat tells the newest and who is there, and then that the stream lives.
func (st *stream) beat() error {
	if err := st.news(); err != nil {
		return err
	}
	if err := st.present(true); err != nil {
		return err
	}
	return st.tick()
}

// tick tells the time of the server: every page shows that one.
func (st *stream) tick() error {
	at, err := st.s.opt.Stage.Latest(context.Background(), st.round)
	if err != nil {
		return nil
	}
	return st.event("beat", at.Version, struct {
		Log     string    `json:"log"`
		Version int64     `json:"version"`
		Now     time.Time `json:"now"`
	}{at.Log, at.Version, st.s.opt.Now()})
}

func (st *stream) end(code fault.Code) error {
	return st.event("end", st.sent.Version, struct {
		Code fault.Code `json:"code"`
	}{code})
}

func (st *stream) event(name string, version int64, data any) error {
	body, err := encode(data)
	if err != nil {
		return err
	}
	return st.write(name, version, body)
}

// write sends one event and waits until it is on its way. data has no line break:
// it is JSON as encoding/json writes it.
func (st *stream) write(name string, version int64, data []byte) error {
	if err := st.conn.SetWriteDeadline(time.Now().Add(stuck)); err != nil {
		return err
	}
	var head strings.Builder
	head.WriteString("id: ")
	head.WriteString(strconv.FormatInt(version, 10))
	head.WriteString("\nevent: ")
	head.WriteString(name)
	head.WriteString("\ndata: ")
	_, _ = st.w.WriteString(head.String()) // errors of a bufio.Writer stay: Flush has them
	_, _ = st.w.Write(data)
	_, _ = st.w.WriteString("\n\n")
	return st.w.Flush()
}
