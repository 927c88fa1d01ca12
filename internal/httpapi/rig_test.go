package httpapi_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/httpapi"
	"leitai/internal/office"
	"leitai/internal/stage"
	"leitai/internal/store"
)

const rulesText = `{"schema":"leitai.rules/1","full_marks":10,"combine":"sum","parts":[
 {"key":"stage","name":"现场比武","sheet":[{"point":"A","name":"内容","short":"内容","part":"展示","max":6,"step":0.1,"bands":"L4","focus":"真实"},
  {"point":"B","name":"表达","short":"表达","part":"展示","max":4,"step":0.5,"focus":"清楚"}],
  "aggregate":{"trim_high":0,"trim_low":0,"mean":"arithmetic","decimals":2}}],
 "rank":{"by":"batch","ties":["exact"],"left_over":"share"},"screen":{"score":"stage","ranking":"stage"},
 "tiers":[{"key":"一等","share":0.5},{"key":"二等"}]}`

// rig is a whole server on a real listener, over a real database, with two
// rounds of one contest and a user of each role. Nothing in it is made up but
// the people.
type rig struct {
	t      *testing.T
	url    string
	server *httpapi.Server
	store  *store.Store
	stage  *stage.Stage
	gate   *auth.Gate
	office *office.Office
	log    *journal
	event  contest.Event
	round  contest.RoundRow  // the first round: three entries, three seats
	second contest.RoundRow  // the second: other entries, the same cards
	other  contest.RoundRow  // of another contest
	seats  []contest.SeatRow // of the first round
	mu     sync.Mutex
	deeds  int
}

// journal is a log that can be read while it is written.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// newRig starts a server; change may change its options before.
func newRig(t *testing.T, change ...func(*httpapi.Options)) *rig {
	t.Helper()
	return newTunedRig(t, func(*httpapi.Server) {}, change...)
}

// newTunedRig does something to the server before it listens.
func newTunedRig(t *testing.T, tune func(*httpapi.Server), change ...func(*httpapi.Options)) *rig {
	t.Helper()
	r := &rig{t: t, log: &journal{}}
	var err error
	if r.store, err = store.Open(t.Context(), store.Options{Dir: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	metrics := httpapi.NewMetrics()
	r.stage = stage.New(r.store, stage.Options{Committed: metrics.Committed})
	r.gate = auth.New(r.store, r.stage, auth.Options{OnLocked: func(c contest.CardID, until time.Time) { r.server.SeatLocked(c, until) }})
	r.office = office.New(office.Options{Store: r.store, Log: r.store, Stage: r.stage, MakeCard: auth.MakeCard})
	opt := httpapi.Options{Stage: r.stage, Gate: r.gate, Contests: r.store, Ready: r.store.Ready, Backdrops: r.store, Metrics: metrics,
		Log: slog.New(slog.NewJSONHandler(r.log, nil)), Beat: 200 * time.Millisecond}
	for _, fn := range change {
		fn(&opt)
	}
	r.server = httpapi.New(opt)
	tune(r.server)
	r.people()
	r.contests()
	r.serve()
	return r
}

func (r *rig) serve() {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		r.t.Fatal(err)
	}
	r.url = "http://" + ln.Addr().String()
	watching, stop := context.WithCancel(context.Background())
	go r.gate.Run(watching)
	served := make(chan error, 1)
	go func() { served <- r.server.Serve(ln) }()
	r.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := r.server.Shutdown(ctx); err != nil {
			r.t.Errorf("shutdown: %v", err)
		}
		if err := <-served; err != nil {
			r.t.Errorf("serve: %v", err)
		}
		stop()
		r.stage.Close()
		if err := r.store.Close(); err != nil {
			r.t.Errorf("close: %v", err)
		}
	})
}

// people has a user of each role, a second director and a second verifier, each
// with a session whose secret is told by [rig.as].
func (r *rig) people() {
	for _, role := range contest.Roles {
		r.person(string(role), role)
	}
	r.person("director2", contest.Director)
	r.person("verifier2", contest.Verifier)
}

func (r *rig) person(name string, role contest.Role) {
	ctx := r.t.Context()
	r.must(r.store.SaveUser(ctx, auth.User{Name: name, Role: role, Password: "$argon2id$none"}))
	r.must(r.store.SaveSession(ctx, auth.Session{Digest: auth.Digest(secretOf(name)), User: name, Created: time.Now(), Expires: time.Now().Add(time.Hour)}))
}

// secretOf is the session secret of a user of the rig.
func secretOf(name string) string { return "secret-of-" + name + "-0123456789abcdef" }

func (r *rig) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) contests() {
	ctx, by := r.t.Context(), office.By{Name: "organiser", Role: contest.Organiser}
	var err error
	r.event, err = r.office.CreateContest(ctx, by, "擂台比武", false)
	r.must(err)
	r.round = r.addRound(r.event.ID, "第一场", "e", nil)
	r.seats, err = r.store.Seats(ctx, r.round.ID)
	r.must(err)
	r.second = r.addRound(r.event.ID, "第二场", "f", r.seats)
	another, err := r.office.CreateContest(ctx, by, "演练", true)
	r.must(err)
	r.other = r.addRound(another.ID, "演练场", "g", nil)
}

func (r *rig) addRound(event contest.ContestID, name, letter string, cards []contest.SeatRow) contest.RoundRow {
	ctx, by := r.t.Context(), office.By{Name: "organiser", Role: contest.Organiser}
	row, err := r.office.AddRound(ctx, by, event, office.RoundPlan{Name: name, Mode: contest.Sequential, Part: "stage", File: "rules.yaml", Rules: []byte(rulesText)})
	r.must(err)
	var entries []contest.EntryRow
	for i, unit := range []string{"西街社区", "广兴村", "石桥村"} {
		entries = append(entries, contest.EntryRow{ID: contest.EntryID(fmt.Sprintf("%s%d", letter, i+1)), Name: unit, Township: "天宁镇"})
	}
	r.must(r.office.SetEntries(ctx, by, row.ID, entries))
	var plan []office.SeatPlan
	for i := range 3 {
		p := office.SeatPlan{Name: fmt.Sprintf("评委%d", i+1)}
		if cards != nil {
			p.Card = cards[i].Card
		}
		if i == 2 {
			p.Recused = []contest.EntryID{contest.EntryID(letter + "3")}
		}
		plan = append(plan, p)
	}
	_, err = r.office.SeatPanel(ctx, by, row.ID, plan)
	r.must(err)
	_, err = r.office.Issue(ctx, by, row.ID)
	r.must(err)
	return row
}

// secrets are what a card says, and its PIN.
func (r *rig) secrets(seat int) auth.Secrets {
	r.t.Helper()
	card, err := r.store.Card(r.t.Context(), r.seats[seat].Card)
	r.must(err)
	return auth.SecretsOf(r.event, card)
}

// secretsOf is auth's.
var secretsOf = auth.SecretsOf

// sit claims a seat and returns its session's secret.
func (r *rig) sit(seat int) string {
	r.t.Helper()
	a := r.ask("", "POST", "/api/v1/seats/claim", map[string]any{"token": r.secrets(seat).Token})
	if a.status != http.StatusCreated {
		r.t.Fatalf("claim: %d %s", a.status, a.body)
	}
	return a.text("session")
}

// key is a header with an idempotency key that no other request has.
func (r *rig) key() head {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.deeds++
	return head{"Idempotency-Key", fmt.Sprintf("key-%08d", r.deeds)}
}

// version is that of the first round now.
func (r *rig) version(round contest.RoundID) int64 {
	r.t.Helper()
	l, err := r.stage.Latest(r.t.Context(), round)
	r.must(err)
	return l.Version
}

// command sends a command on the present version to the first round.
func (r *rig) command(by, kind string, fields map[string]any) answer {
	r.t.Helper()
	body := map[string]any{"type": kind, "expect_version": r.version(r.round.ID)}
	for name, value := range fields {
		body[name] = value
	}
	return r.ask(secretOf(by), "POST", "/api/v1/rounds/"+string(r.round.ID)+"/commands", body, r.key())
}

type fields = map[string]any

// onStage draws, and brings an entry as far as 打分中.
func (r *rig) onStage(entry string) {
	r.t.Helper()
	if p, err := r.stage.Latest(r.t.Context(), r.round.ID); err == nil && p.Version == 1 || r.version(r.round.ID) < 8 {
		r.command("director", "draw", fields{"order": []string{"e1", "e2", "e3"}, "reason": "抽签"})
	}
	for _, step := range []string{"call", "start", "open"} {
		r.command("director", step, fields{"entry": entry}).is(201, "")
	}
}

// put sends a ballot.
func (r *rig) put(secret, entry string, marks fields, base int, heads ...head) answer {
	r.t.Helper()
	if len(heads) == 0 {
		heads = []head{r.key()}
	}
	return r.ask(secret, "PUT", "/api/v1/entries/"+entry+"/ballot", fields{"marks": marks, "based_on": base}, heads...)
}

func marks(a, b string) fields { return fields{"A": a, "B": b} }
