package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"

	"leitai/internal/contest"
	"leitai/internal/demo"
	"leitai/internal/demo/play"
	"leitai/internal/lang"
	"leitai/internal/report"
)

// minute is what leitai demo --play adds: a tape, which is recorded once and kept
// beside the database.
type minute struct {
	tape *play.Tape
	dir  string
	seed uint64
	own  string // the address of the server on this machine
	log  *slog.Logger
}

func newMinute(dir string, seed uint64, speed float64, at net.Addr, log *slog.Logger) (*minute, error) {
	tape, err := play.NewTape(&play.Script{Speed: speed})
	if err != nil {
		return nil, err
	}
	_, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return nil, err
	}
	host := "127.0.0.1"
	if tcp, ok := at.(*net.TCPAddr); ok && !tcp.IP.IsUnspecified() {
		host = tcp.IP.String()
	}
	return &minute{tape, dir, seed, "http://" + net.JoinHostPort(host, port), log}, nil
}

// prepare makes what will be recorded; play records it once the server answers.
// A minute that was kept is shown again, and nothing is played.
func (m *minute) prepare(ctx context.Context, live *demo.Live, v *service, base string) (record func(context.Context, *demo.Line), err error) {
	whole, err := m.tape.Load(m.dir)
	if err != nil {
		return nil, err
	}
	invite := func(ctx context.Context, line *demo.Line) {
		first := line.Contests[0].Rounds[0]
		m.tell(play.Invite(ctx, m.tape, play.Invitation{Base: m.own, Line: line, Marks: demo.NewOpinions(m.seed, len(first.Entries)).Marks, Tell: m.tell}))
	}
	if whole {
		return invite, nil
	}
	round, err := live.Minute(ctx, m.seed, base)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, line *demo.Line) {
		var both sync.WaitGroup
		both.Go(func() { invite(ctx, line) })
		both.Go(func() {
			m.tell(play.Record(ctx, m.tape, play.Options{Base: m.own, Dir: m.dir, Line: line, Round: round, Marks: demo.NewOpinions(m.seed, 0).Marks, Explain: v.explain}))
		})
		both.Wait()
	}, nil
}

// tell logs what went wrong; the end of the process is nothing wrong.
func (m *minute) tell(err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		m.log.Error("play", "err", err)
	}
}

// explain says how the total of an entry came about, as leitai explain does, with
// the judges by their names.
func (v *service) explain(ctx context.Context, round demo.RoundLine, entry contest.EntryID) ([]play.Line, error) {
	result, _, _, err := v.day.Standings(ctx, round.ID)
	if err != nil {
		return nil, err
	}
	for i := range result.Lists {
		list := &result.Lists[i]
		for j := range list.Rows {
			row := list.Rows[j]
			if result.Input.Entries[row.Entry].ID != string(entry) {
				continue
			}
			var names []string
			for _, s := range round.Seats {
				names = append(names, string(s.ID), s.Name)
			}
			named := strings.NewReplacer(names...)
			var lines []play.Line
			for _, step := range report.Explain(lang.Chinese, result, list, row) {
				lines = append(lines, play.Line{Depth: step.Depth, Text: named.Replace(step.Text)})
			}
			return lines, nil
		}
	}
	return nil, fmt.Errorf("%s is in no list", entry)
}
