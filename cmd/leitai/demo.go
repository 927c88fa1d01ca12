package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"syscall"
	"time"

	"leitai/internal/auth"
	"leitai/internal/demo"
	"leitai/internal/httpapi"
	"leitai/internal/office"
	"leitai/internal/store"
)

// demoCmd is leitai demo: the whole service on the sample of Jiaocheng.
type demoCmd struct {
	Data    string  `help:"help.demo_data" placeholder:"DIR"`
	Listen  string  `default:"127.0.0.1:8080" help:"help.demo_listen" placeholder:"ADDR"`
	Judges  int     `default:"9" help:"help.demo_judges" placeholder:"N"`
	Entries int     `default:"0" help:"help.demo_entries" placeholder:"N"`
	Seed    uint64  `default:"2024" help:"help.demo_seed" placeholder:"N"`
	OpenAll bool    `help:"help.demo_open_all"`
	JSON    bool    `name:"json" help:"help.demo_json"`
	URLs    bool    `name:"urls" help:"help.demo_urls"`
	Play    bool    `help:"help.demo_play"`
	Speed   float64 `default:"1" help:"help.demo_speed" placeholder:"N"`
}

func (c *demoCmd) Run(a *app) (err error) {
	if c.Judges < 1 || c.Judges > demo.MaxJudges {
		return usage{"usage.demo_judges", []string{"most", strconv.Itoa(demo.MaxJudges)}}
	}
	if c.Entries < 0 || c.Entries > demo.MaxEntries {
		return usage{"usage.demo_entries", []string{"most", strconv.Itoa(demo.MaxEntries)}}
	}
	if !(c.Speed >= 0.1 && c.Speed <= 100) { // NaN is in no bounds
		return usage{"usage.demo_speed", nil}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	listener, err := listenAt(c.Listen)
	if err != nil {
		return err
	}
	defer listener.Close() // closed by the server in the end; before that, on an error
	dir := c.Data
	if dir == "" {
		if dir, err = os.MkdirTemp("", "leitai-demo-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		return databaseFault(dir, err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return c.serve(ctx, a, s, listener, dir)
}

// nextHour is the next full hour.
func nextHour(now time.Time) time.Time { return now.Truncate(time.Hour).Add(time.Hour) }

// serve wires the parts, makes the contest, answers, and tells when it is ready.
func (c *demoCmd) serve(ctx context.Context, a *app, s *store.Store, listener net.Listener, dir string) error {
	log := slog.New(slog.NewJSONHandler(a.err, &slog.HandlerOptions{Level: slog.LevelWarn})) // a line a request would push the QR code off the terminal
	base := origin(listener.Addr())
	how := httpapi.Options{Log: log, Origin: base}
	var m *minute
	if c.Play {
		var err error
		if m, err = newMinute(dir, c.Seed, c.Speed, listener.Addr(), log); err != nil {
			return err
		}
		how.Play = m.tape
	}
	v := newService(s, dir, auth.Options{Unlimited: true}, how)
	defer v.day.Close()
	live := &demo.Live{Office: office.New(office.Options{Store: s, Log: s, Stage: v.day, MakeCard: auth.MakeCard}), Gate: v.gate}
	if err := live.Prepare(ctx, demo.LiveOptions{Judges: c.Judges, Entries: c.Entries, Seed: c.Seed, OpenAll: c.OpenAll, Starts: nextHour(time.Now())}); err != nil {
		return err
	}
	record := func(context.Context, *demo.Line) {}
	if c.Play {
		var err error
		if record, err = m.prepare(ctx, live, v, base); err != nil {
			return err
		}
	}
	line, err := live.Line(ctx, base)
	if err != nil {
		return err
	}
	if c.Play {
		line.Play = base + "/play"
	}
	playing, stop := context.WithCancel(ctx)
	var recorded sync.WaitGroup
	defer recorded.Wait()
	defer stop()
	return v.run(ctx, listener, func() error {
		recorded.Go(func() { record(playing, line) })
		return c.greet(a, line, greeting{dir: dir, near: onlyHere(listener.Addr())})
	})
}
