package venue_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"leitai/venue"
)

// ear keeps every byte, headers included, that one audience was sent.
type ear struct {
	mu   sync.Mutex
	text bytes.Buffer
	next http.RoundTripper
}

// RoundTrip passes the request on and listens.
func (e *ear) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := e.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	e.keep([]byte(fmt.Sprint(res.Header)))
	res.Body = &heard{res.Body, e}
	return res, nil
}

func (e *ear) keep(p []byte) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.text.Write(p)
}

func (e *ear) String() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.text.String()
}

type heard struct {
	io.ReadCloser
	ear *ear
}

func (h *heard) Read(p []byte) (int, error) {
	n, err := h.ReadCloser.Read(p)
	h.ear.keep(p[:n])
	return n, err
}

// listen puts an ear on a client.
func listen(c *venue.Client) *ear {
	e := &ear{next: c.HTTP.Transport}
	c.HTTP = &http.Client{Transport: e}
	return e
}

// spies is a stage on which everybody listens to what he is sent.
type spies struct {
	*stage
	hall    *venue.Client
	ears    map[string]*ear // by audience: hall, a seat's id, a role
	readers map[string]*venue.Client
	used    map[string]bool // totals that stand for one ballot each
	pairs   map[string]bool // points with marks that were revealed: they prove nothing any more
	clear   string          // what everybody was sent before the first ballot
}

// Promise 2: before the reveal no score leaves the server to anyone who may not
// see it: not in a snapshot, an event, an export, an error, a log line or a
// metric. A whole round is played with a total of its own for every ballot, and
// every byte that the hall, the other judges, the desks, the log, the metrics
// and the export were given is searched.
func TestNoScoreLeaksBeforeItsReveal(t *testing.T) {
	t.Parallel()
	s := newSpies(t)
	for _, entry := range s.order() {
		s.must(s.Director, entry, "call", "start", "open")
		points := s.beside(entry)
		orders := s.distinctBallots(entry)
		s.everybodyLooks(entry)
		s.search("in 打分中", orders, s.audiences())
		s.silentOf("in 打分中", points, s.audiences())
		s.must(s.Director, entry, "close")
		s.everybodyLooks(entry)
		s.must(s.Verifier, entry, "verify")
		s.everybodyLooks(entry)
		s.silentOf("in 已核对", points, slices.DeleteFunc(s.audiences(), func(who string) bool { return who == "director" || who == "verifier" }))
		s.search("in 已核对", orders, slices.DeleteFunc(s.audiences(), func(who string) bool { return who == "director" || who == "verifier" }))
		s.digestsCannotBeGuessed(entry, orders)
		s.must(s.Director, entry, "reveal", "lock")
		s.shown(entry, orders)
		for who, ear := range s.ears {
			if s.isJudge(who) && strings.Contains(ear.String(), points) || (who == "hall" || s.isJudge(who)) && strings.Contains(ear.String(), guestsWords) {
				t.Errorf("%s was told what is the console's alone", who)
			}
		}
		if !strings.Contains(s.ears["hall"].String(), points) {
			t.Errorf("%s points were taken off, and the hall is not told after the reveal", points)
		}
	}
}

// guestsWords are what a guest says: the console's alone, for ever.
const guestsWords = "只有控制台看得到的点评"

// beside presses what the console has beside the turn, and returns the points of
// a deduction that stand nowhere else.
func (s *spies) beside(entry string) string {
	s.t.Helper()
	points := fmt.Sprintf("0.%04d", 7301+2*len(s.used))
	s.press(venue.Command{Type: "remind", Entry: entry})
	s.press(venue.Command{Type: "comment", Entry: entry, Fields: map[string]any{"name": "王教授", "text": guestsWords}})
	s.press(venue.Command{Type: "deduct", Entry: entry, Reason: "超时", Fields: map[string]any{"points": points, "part": s.picture().Round.Part}})
	s.everybodyLooks(entry)
	return points
}

// silentOf looks for the points of a deduction that is no figure yet.
func (s *spies) silentOf(when, points string, audiences []string) {
	s.t.Helper()
	for _, who := range audiences {
		if strings.Contains(s.ears[who].String(), points) {
			s.t.Errorf("%s %s was told of %s points", when, who, points)
		}
	}
	if strings.Contains(s.Log(), points) || strings.Contains(s.metrics(), points) || strings.Contains(s.exported(), points) {
		s.t.Errorf("%s the log, the metrics or the export tell of %s points", when, points)
	}
}

func newSpies(t *testing.T) *spies {
	t.Helper()
	s := &spies{stage: staged(t, "--judges", "5", "--entries", "3"), ears: map[string]*ear{}, readers: map[string]*venue.Client{}, used: map[string]bool{}, pairs: map[string]bool{}}
	s.hall = s.anyone()
	s.ears["hall"] = listen(s.hall)
	s.follow(s.hall, "hall")
	for _, p := range s.Phones {
		s.ears[p.Card.ID] = listen(p.Client)
		s.follow(p.Client, "judge")
	}
	for _, role := range []string{"organiser", "verifier", "timekeeper", "scrutineer", "auditor", "admin"} {
		s.readers[role] = s.desk(s.person(role)).Client
		s.ears[role] = listen(s.readers[role])
	}
	s.readers["director"] = s.Second.Client
	s.ears["director"] = listen(s.Second.Client)
	s.follow(s.Second.Client, "console")
	s.everybodyLooks(s.order()[0])
	s.clear = s.Log()
	for _, e := range s.ears {
		s.clear += e.String()
	}
	s.clear += s.metrics()
	return s
}

// follow reads a stream to the end of the test; the ear hears it.
func (s *spies) follow(c *venue.Client, view string) {
	s.t.Helper()
	stream, err := c.Events(s.t.Context(), s.Round.ID, view)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = stream.Close() })
	go func() {
		for {
			if _, err := stream.Next(); err != nil {
				return
			}
		}
	}()
}

func (s *spies) audiences() []string {
	var all []string
	for who := range s.ears {
		all = append(all, who)
	}
	return all
}

// distinctBallots submits for everybody ballots whose totals stand nowhere else.
func (s *spies) distinctBallots(entry string) []venue.Order {
	s.t.Helper()
	var orders []venue.Order
	for _, p := range s.Phones {
		if !p.Card.Marks(entry) {
			continue
		}
		o, err := p.Submit(s.t.Context(), entry, s.rare())
		if err != nil {
			s.t.Fatal(err)
		}
		orders = append(orders, o)
	}
	return orders
}

// rare is a ballot with a total above sixty (no second of a time looks like it)
// that was not used and that nobody was sent before the first ballot.
func (s *spies) rare() venue.Marks {
	s.t.Helper()
	for range 10000 {
		m := s.marks()
		total, err := m.Total()
		if err != nil {
			s.t.Fatal(err)
		}
		if !s.used[total] && strings.Contains(total, ".") && total > "60" && len(total) == 4 && !traces(total).MatchString(s.clear) {
			s.used[total] = true
			return m
		}
	}
	s.t.Fatal("no rare total found")
	return nil
}

// traces matches a total as text or in ten-thousandths, and no part of a longer number.
func traces(total string) *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[^0-9.A-Za-z_-])(?:` + regexp.QuoteMeta(total) + `0*|` + strings.Replace(total, ".", "", 1) + `000)(?:[^0-9A-Za-zµ_-]|$)`)
}

// everybodyLooks has every audience read everything that it can reach.
func (s *spies) everybodyLooks(entry string) {
	t := s.t
	t.Helper()
	get := func(c *venue.Client, path string) {
		t.Helper()
		if _, err := c.Send(t.Context(), venue.Request{Method: http.MethodGet, Path: path}); err != nil {
			t.Fatal(err)
		}
	}
	round := "/api/v1/rounds/" + s.Round.ID
	for _, path := range []string{"/snapshot?view=hall", "/snapshot?view=console", "/snapshot?view=report", "/standings", "/facts?after=0&limit=1000", "/analysis", "/package", "/reports/result.html"} {
		get(s.hall, round+path)
		for _, c := range s.readers {
			get(c, round+path)
		}
	}
	for _, p := range s.Phones {
		get(p.Client, round+"/snapshot?view=judge")
		get(p.Client, round+"/standings")
		get(p.Client, "/api/v1/seat")
		get(p.Client, "/api/v1/sessions/current")
		// errors too: a wrong base, a wrong key
		_, _, _ = p.PutBallot(t.Context(), entry, venue.NewKey(), s.marks(), 99)
	}
	time.Sleep(50 * time.Millisecond) // streams tell the newest
}

func (s *spies) metrics() string {
	s.t.Helper()
	a, err := s.anyone().Send(s.t.Context(), venue.Request{Method: http.MethodGet, Path: "/metrics"})
	if err != nil {
		s.t.Fatal(err)
	}
	return string(a.Body)
}

// exported is every byte of an export made now.
func (s *spies) exported() string {
	s.t.Helper()
	dir := filepath.Join(s.t.TempDir(), "export")
	said := s.leitai("export", "--round", s.Round.ID, "--data", s.Dir(), "-o", dir)
	files, err := os.ReadDir(dir)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			s.t.Fatal(err)
		}
		said += "\n" + string(text)
	}
	return said
}

// took are the durations of a log line, which may look like anything.
var took = regexp.MustCompile(`(?:ms|took|duration|elapsed|latency)"?[=:]"?[0-9.]+`)

// search looks for the totals and the marks of ballots that are not revealed.
func (s *spies) search(when string, orders []venue.Order, audiences []string) {
	t := s.t
	t.Helper()
	for _, who := range audiences {
		s.searchIn(when+" by "+who, s.ears[who].String(), orders, who)
	}
	s.searchIn(when+" in the log", took.ReplaceAllString(s.Log(), ""), orders, "log")
	s.searchIn(when+" in the metrics", s.metrics(), orders, "metrics")
	export := s.exported()
	s.searchIn(when+" in the export", export, orders, "export")
	if row := regexp.MustCompile(`(?m)^"?` + regexp.QuoteMeta(orders[0].Entry) + `"?,.*$`).FindString(export); row != "" {
		t.Errorf("%s: the export has a row of the entry that is not revealed: %s", when, row)
	}
}

func (s *spies) searchIn(where, text string, orders []venue.Order, who string) {
	s.t.Helper()
	squeezed := strings.Join(strings.Fields(text), "")
	for _, o := range orders {
		if s.owner(o) == who {
			continue // his own marks a judge may see
		}
		if at := traces(o.Receipt.Total).FindStringIndex(text); at != nil {
			s.t.Errorf("%s: total %s in %q", where, o.Receipt.Total, text[max(0, at[0]-80):min(len(text), at[1]+40)])
		}
		if strings.Contains(text, o.Key) && who != "log" {
			s.t.Errorf("%s: the key of a ballot", where)
		}
		if s.isJudge(who) {
			continue // a point of his own may be equal by chance
		}
		for point, m := range o.Marks {
			if pair := fmt.Sprintf("%q:%q", point, m); !s.pairs[pair] && strings.Contains(squeezed, pair) {
				s.t.Errorf("%s: mark %s", where, pair)
			}
		}
	}
}

func (s *spies) owner(o venue.Order) string {
	for _, p := range s.Phones {
		if slices.ContainsFunc(p.Confirmed(o.Entry), func(c venue.Order) bool { return c.Key == o.Key }) {
			return p.Card.ID
		}
	}
	return ""
}

func (s *spies) isJudge(who string) bool {
	return slices.ContainsFunc(s.Phones, func(p *venue.Phone) bool { return p.Card.ID == who })
}

// shown checks the search itself: after the reveal the totals are there.
func (s *spies) shown(entry string, orders []venue.Order) {
	s.t.Helper()
	s.everybodyLooks(entry)
	heard := s.ears["hall"].String()
	for _, o := range orders {
		for point, m := range o.Marks {
			s.pairs[fmt.Sprintf("%q:%q", point, m)] = true
		}
		if !traces(o.Receipt.Total).MatchString(heard) {
			s.t.Errorf("total %s was revealed and is not found in the hall: the search is blind", o.Receipt.Total)
		}
	}
	for _, f := range s.facts() { // which checks each digest against its salted payload
		if f.Is("ballot") && f.On() == entry && !f.Open() {
			s.t.Errorf("ballot %d of a revealed entry is still hidden", f.Number())
		}
	}
}

// digestsCannotBeGuessed: who has the log before the reveal and tries every
// ballot cannot tell from its digest which one it is; with the salt, which he
// gets after the reveal, he can (http.md, Facts).
func (s *spies) digestsCannotBeGuessed(entry string, orders []venue.Order) {
	t := s.t
	t.Helper()
	digests := map[string]bool{}
	for _, f := range s.facts() {
		if f.Is("ballot") && f.On() == entry {
			if f.Open() {
				t.Errorf("ballot %d shows its payload before the reveal", f.Number())
			}
			digests[f.Digest] = true
		}
	}
	if len(digests) != len(orders) {
		t.Errorf("%d digests of %d ballots", len(digests), len(orders))
	}
	for _, o := range orders {
		known := fmt.Sprintf(`"key":%q,"version":%d,"based_on":%d,"total":%q,"marks":%s`, o.Key, o.Receipt.Version, o.BasedOn, o.Receipt.Total, plain(o.Marks))
		for _, guess := range []string{"{" + known + "}", `{"salt":"",` + known + "}", `{"salt":null,` + known + "}",
			`{"salt":"` + strings.Repeat("0", 32) + `",` + known + "}", `{"salt":"` + o.Receipt.Receipt + `",` + known + "}"} {
			digest, err := venue.Digest([]byte(guess))
			if err != nil {
				t.Fatal(err)
			}
			if digests[digest] {
				t.Errorf("the digest of %s is guessed from %s", o.Receipt.Receipt, guess)
			}
		}
	}
}
