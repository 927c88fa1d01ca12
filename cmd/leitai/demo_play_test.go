package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"leitai/internal/contest"
	"leitai/internal/demo"
	"leitai/internal/demo/play"
	"leitai/internal/lang"
	"leitai/internal/report"
	"leitai/internal/store"
)

// shown is a demo with --play that answers, and its whole tape.
type shown struct {
	t      *testing.T
	dir    string
	line   demo.Line
	text   []string // of the frames
	frames []play.Frame
	yours  play.Yours
	stop   func()
}

// show starts a demo with --play on a folder and listens until the minute is over.
func show(t *testing.T, dir string) *shown {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	var log bytes.Buffer
	ended := make(chan error, 1)
	go func() {
		err := (&demoCmd{Judges: 9, Seed: demo.Seed, JSON: true, Play: true, Speed: 10}).serve(ctx, &app{lang: lang.Chinese, out: in, err: &log}, s, listener, dir)
		_ = in.CloseWithError(err) // of a pipe: always nil
		ended <- err
	}()
	d := &shown{t: t, dir: dir, stop: func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if log.Len() > 0 { // hundreds of requests, and nothing went wrong
			t.Errorf("standard error has %.500s", log.String())
		}
	}}
	if err := json.NewDecoder(out).Decode(&d.line); err != nil {
		t.Fatal(err)
	}
	d.listen()
	return d
}

// listen reads the stream up to the end of the minute and the seat that is kept.
func (d *shown) listen() {
	d.t.Helper()
	answer, err := http.Get(d.line.URL + "/play/events")
	if err != nil {
		d.t.Fatal(err)
	}
	defer answer.Body.Close()
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 1<<20)
	for over := false; !over || d.yours.URL == ""; {
		if !lines.Scan() {
			d.t.Fatal("the stream ended: ", lines.Err())
		}
		text, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		var f play.Frame
		if err := json.Unmarshal([]byte(text), &f); err != nil {
			d.t.Fatal(err)
		}
		switch f.Kind {
		case "frame":
			d.frames, d.text = append(d.frames, f), append(d.text, text)
		case "yours":
			if err := json.Unmarshal([]byte(text), &d.yours); err != nil {
				d.t.Fatal(err)
			}
		case "end":
			over = true
		case "failed":
			d.t.Fatal("the minute failed")
		}
	}
}

// hallOf is what a test reads of a picture.
type hallOf struct {
	Version int64
	Current string
	Final   bool
	Entries []hallEntry
}

type hallEntry struct {
	ID, State    string
	In, Of       int
	Order        int
	Score, Total *string
	Rank         *int
	Marks        []struct{ Dropped *string }
	ClosedBy     string `json:"closed_by"`
	VerifiedBy   string `json:"verified_by"`
	Ballots      []struct{ Seat, State string }
}

func (d *shown) read(text json.RawMessage) (p hallOf) {
	d.t.Helper()
	if err := json.Unmarshal(text, &p); err != nil {
		d.t.Fatal(err)
	}
	return p
}

func (p *hallOf) entry(id string) *hallEntry {
	i := slices.IndexFunc(p.Entries, func(e hallEntry) bool { return e.ID == id })
	return &p.Entries[i]
}

func (d *shown) ask(method, path, session string, body any) (int, []byte) {
	d.t.Helper()
	return d.askAs("visitor-0001", method, path, session, body)
}

func (d *shown) askAs(key, method, path, session string, body any) (int, []byte) {
	d.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		d.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(d.t.Context(), method, d.line.URL+path, bytes.NewReader(text))
	if err != nil {
		d.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", key)
	if session != "" {
		req.Header.Set("Authorization", "Bearer "+session)
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		d.t.Fatal(err)
	}
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return answer.StatusCode, got
}

// TestTheMinute plays one, holds its frames to what they promise, marks the
// visitor's seat, and starts again on the same folder.
func TestTheMinute(t *testing.T) {
	dir := t.TempDir()
	d := show(t, dir)
	if len(d.line.Contests) != 3 || d.line.Contests[1].Rehearsal || !d.line.Contests[2].Rehearsal || d.line.Play != d.line.URL+"/play" {
		t.Fatalf("contests %+v, page %s", d.line.Contests, d.line.Play)
	}
	d.checkTimes()
	d.checkHall()
	d.checkLostAnswer()
	d.checkTwoPeople()
	d.checkRanking()
	session := d.visit()
	d.goOn()
	before := d.rankedRound()
	d.stop()

	again := show(t, dir)
	if !slices.Equal(again.text, d.text) || again.yours.Seat != d.yours.Seat || again.yours.URL[len(again.line.URL):] != d.yours.URL[len(d.line.URL):] {
		t.Error("the second start shows another minute or another seat")
	}
	if after := again.rankedRound(); after != before || len(again.line.Contests) != 3 {
		t.Errorf("the minute was played into the log again, or into a contest of its own: %d contests", len(again.line.Contests))
	}
	if status, text := again.ask("GET", "/api/v1/seat", session, nil); status != 200 || !strings.Contains(string(text), `"receipt"`) {
		t.Errorf("after the restart the seat has %d %s", status, text)
	}
	again.stop()
}

// checkTimes: frames are in their order, and there is one in every scene but the
// visitor's.
func (d *shown) checkTimes() {
	d.t.Helper()
	scenes := map[string]bool{}
	last := 0.0
	for i := range d.frames {
		at := d.frames[i].At
		if at < last || at > play.End {
			d.t.Errorf("frame %d is at %v, after %v", i, at, last)
		}
		last = at
		for _, s := range play.Scenes {
			if at >= s.At && at < play.End {
				scenes[s.Key] = scenes[s.Key] || at-s.At < 6
			}
		}
	}
	for _, s := range play.Scenes[:len(play.Scenes)-1] {
		if !scenes[s.Key] {
			d.t.Errorf("nothing happens in scene %s", s.Key)
		}
	}
	if f := d.frames[0]; f.At != 0 || f.Hall == nil || f.Seat == nil || f.Console == nil || f.Fact == nil || f.Phone == nil || f.Person == nil {
		d.t.Error("the first frame leaves something empty")
	}
}

// checkHall: no figure of an entry is in a picture of the hall before its reveal,
// then two marks are struck; the count goes up to eleven by ones.
func (d *shown) checkHall() {
	d.t.Helper()
	in, struck := 0, 0
	entry := string(d.frames[0].Phone.Entry)
	for i := range d.frames {
		p := d.read(d.frames[i].Hall)
		for _, e := range p.Entries {
			public := e.State == "revealed" || e.State == "locked"
			if figures := e.Score != nil || e.Total != nil || e.Rank != nil || e.Marks != nil; figures != public {
				d.t.Errorf("at %v %s is %s and has figures: %v", d.frames[i].At, e.ID, e.State, figures)
			}
		}
		e := p.entry(entry)
		if e.In < in || e.In > in+1 || e.Of != demo.MinuteJudges {
			d.t.Errorf("at %v there are %d / %d after %d", d.frames[i].At, e.In, e.Of, in)
		}
		in, struck = e.In, 0
		for _, m := range e.Marks {
			if m.Dropped != nil {
				struck++
			}
		}
		if d.frames[i].At < 14.5 && in > 8 {
			d.t.Errorf("%d ballots before the network is lost", in)
		}
	}
	if in != demo.MinuteJudges || struck != 2 {
		d.t.Errorf("%d ballots, %d struck", in, struck)
	}
}

// checkLostAnswer: the phone that was cut off had its ballot taken before it
// knew, sent it again, and it stands in the log once.
func (d *shown) checkLostAnswer() {
	d.t.Helper()
	entry, taken, told := d.frames[0].Phone.Entry, -1.0, -1.0
	var seat struct{ Seat struct{ ID string } }
	if err := json.Unmarshal(d.frames[0].Seat, &seat); err != nil {
		d.t.Fatal(err)
	}
	for i := range d.frames {
		f := &d.frames[i]
		if f.Console == nil {
			continue
		}
		p := d.read(f.Console)
		for _, b := range p.entry(string(entry)).Ballots {
			if b.Seat == seat.Seat.ID && b.State == "in" && taken < 0 {
				taken = f.At
			}
		}
		if f.Phone != nil && string(f.Phone.Sent) != "null" && told < 0 {
			told = f.At
		}
	}
	if taken < 0 || told <= taken {
		d.t.Errorf("taken at %v, told at %v", taken, told)
	}
	director := d.line.Users[slices.IndexFunc(d.line.Users, func(u demo.UserLine) bool { return u.Role == contest.Director })]
	_, text := d.ask("POST", "/api/v1/sessions", "", map[string]string{"name": director.Name, "password": director.Password})
	var session struct{ Session string }
	if err := json.Unmarshal(text, &session); err != nil {
		d.t.Fatal(err)
	}
	ballots := 0
	for after := "0"; after != ""; {
		_, text := d.ask("GET", "/api/v1/rounds/"+string(d.minute().ID)+"/facts?limit=1000&after="+after, session.Session, nil)
		var log struct {
			Facts []struct{ Kind, Entry, Seat string }
			Next  *json.Number
		}
		if err := json.Unmarshal(text, &log); err != nil {
			d.t.Fatal(err)
		}
		for _, f := range log.Facts {
			if f.Kind == "ballot" && f.Entry == string(entry) && f.Seat == seat.Seat.ID {
				ballots++
			}
		}
		if after = ""; log.Next != nil {
			after = log.Next.String()
		}
	}
	if ballots != 1 {
		d.t.Errorf("the ballot stands in the log %d times", ballots)
	}
}

func (d *shown) minute() demo.RoundLine { return d.line.Contests[1].Rounds[0] }

// checkTwoPeople: closed by one, verified by another, and neither seals what he
// locked.
func (d *shown) checkTwoPeople() {
	d.t.Helper()
	last := d.frames[len(d.frames)-1]
	p := d.read(last.Console)
	for _, e := range p.Entries {
		if e.ClosedBy == "" || e.VerifiedBy == "" || e.ClosedBy == e.VerifiedBy {
			d.t.Errorf("%s: closed by %q, verified by %q", e.ID, e.ClosedBy, e.VerifiedBy)
		}
	}
	if hall := d.read(last.Hall); !hall.Final || last.At >= 56 {
		d.t.Errorf("not sealed by %v", last.At)
	}
}

// ranked exports the minute's round and ranks the files.
func (d *shown) rankedRound() string {
	d.t.Helper()
	_, text := (&day{t: d.t, dir: d.dir, round: d.minute()}).exported()
	return text
}

// checkRanking: every total and every place of the last picture is that of leitai
// rank, to the last digit, and so is the explanation.
func (d *shown) checkRanking() {
	d.t.Helper()
	var want report.RankWire
	if err := json.Unmarshal([]byte(d.rankedRound()), &want); err != nil {
		d.t.Fatal(err)
	}
	hall, compared := d.read(d.frames[len(d.frames)-1].Hall), 0
	var entry *report.RowWire
	for _, group := range want.Groups {
		for i := range group.Rows {
			row := &group.Rows[i]
			e := hall.entry(row.Entry)
			if e.Total == nil || *e.Total != *row.Total || *e.Score != row.Parts["stage"].Value {
				d.t.Errorf("%s: the hall shows %v, the files give %s", row.Name, e, *row.Total)
			}
			if (e.Rank == nil) != (row.Rank == nil) || e.Rank != nil && *e.Rank != *row.Rank {
				d.t.Errorf("%s: another place", row.Name)
			}
			if row.Entry == string(d.frames[0].Phone.Entry) {
				entry = row
			}
			compared++
		}
	}
	if compared != len(hall.Entries) || compared == 0 || entry == nil {
		d.t.Fatalf("%d of %d compared", compared, len(hall.Entries))
	}
	said, cards := "", 0
	for i := range d.frames {
		for _, l := range d.frames[i].Lines {
			said += l.Text + "\n"
			if strings.HasPrefix(l.Text, "评委"+strconv.Itoa(cards+1)+"：") {
				cards++ // in the order of the seats, as the hall has the cards
			}
		}
	}
	if cards != demo.MinuteJudges {
		d.t.Errorf("the marks stand in another order than the seats:\n%s", said)
	}
	for _, figure := range []string{"得 " + entry.Parts["stage"].Value, "得 " + *entry.Total, "最高分，去掉", "最低分，去掉", "评委9：", "折合"} {
		if !strings.Contains(said, figure) {
			d.t.Errorf("the explanation lacks %q:\n%s", figure, said)
		}
	}
}

// TestAMinuteThatBrokeOffIsPlayedAnew in a contest of its own.
func TestAMinuteThatBrokeOffIsPlayedAnew(t *testing.T) {
	dir := t.TempDir()
	d := show(t, dir)
	d.stop()
	kept, err := filepath.Glob(filepath.Join(dir, "minute*"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept %v, %v", kept, err)
	}
	if err := os.Truncate(kept[0], 1<<20); err != nil { // a power cut while it was written
		t.Fatal(err)
	}
	again := show(t, dir)
	defer again.stop()
	names := []string{}
	for _, c := range again.line.Contests {
		names = append(names, c.Name)
	}
	if len(names) != 4 || !strings.HasPrefix(names[1], "一分钟演示（") || !strings.HasPrefix(names[2], "一分钟演示2") || again.line.Contests[2].Rounds[0].ID == d.minute().ID {
		t.Errorf("contests %v", names)
	}
	if p := again.read(again.frames[0].Hall); p.Current == "" || !strings.HasSuffix(p.Current, "-minute2") {
		t.Errorf("it shows %s", p.Current)
	}
}
