// Command yardstick is what our service is measured by: net/http and SQLite with
// group commit, and nothing else. It takes the claims and the ballots of the load
// tool, asks who nobody is, checks no rule, chains no fact, and answers after
// the sync. It reads the line of leitai demo from its standard input for the
// seats and prints the same line with its own address. As "yardstick hall" it is
// the one of event streams instead.
package main

import (
	"bufio"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the same database as ours
)

// ballot is a row that waits for its commit.
type ballot struct {
	entry, session, body string
	done                 chan error
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "yardstick:", err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) > 1 && os.Args[1] == "hall" {
		return hall()
	}
	line, err := bufio.NewReader(os.Stdin).ReadBytes('\n')
	if err != nil && err != io.EOF {
		return err
	}
	var layout map[string]any
	if err := json.Unmarshal(line, &layout); err != nil {
		return err
	}
	db, err := open(filepath.Join(os.Args[1], "yardstick.db"))
	if err != nil {
		return err
	}
	work := make(chan ballot, 256)
	go write(db, work)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	layout["url"] = "http://" + l.Addr().String()
	if err := json.NewEncoder(os.Stdout).Encode(layout); err != nil {
		return err
	}
	return http.Serve(l, routes(work, seats(line)))
}

// seats are the ids of the seats by their tokens.
func seats(line []byte) map[string]string {
	var layout struct {
		Contests []struct {
			Rounds []struct {
				Seats []struct{ ID, Token string }
			}
		}
	}
	_ = json.Unmarshal(line, &layout) // it was read before
	out := map[string]string{}
	for _, s := range layout.Contests[0].Rounds[0].Seats {
		out[s.Token] = s.ID
	}
	return out
}

func open(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	_, err = db.Exec(`CREATE TABLE IF NOT EXISTS ballots (id INTEGER PRIMARY KEY, entry TEXT, session TEXT, body TEXT, at TEXT)`)
	return db, err
}

// write commits what waits, as one group.
func write(db *sql.DB, work chan ballot) {
	for first := range work {
		group := []ballot{first}
		for more := true; more && len(group) < 256; {
			select {
			case b := <-work:
				group = append(group, b)
			default:
				more = false
			}
		}
		err := commit(db, group)
		for _, b := range group {
			b.done <- err
		}
	}
}

func commit(db *sql.DB, group []ballot) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // does nothing once committed
	insert, err := tx.Prepare(`INSERT INTO ballots (entry, session, body, at) VALUES (?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	for _, b := range group {
		if _, err := insert.Exec(b.entry, b.session, b.body, time.Now().Format(time.RFC3339Nano)); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func routes(work chan ballot, seats map[string]string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/v1/seats/claim", func(w http.ResponseWriter, r *http.Request) {
		var claim struct{ Token string }
		_ = json.NewDecoder(r.Body).Decode(&claim)
		answer(w, map[string]any{"session": claim.Token, "expires": time.Now().Add(time.Hour), "seat": map[string]string{"id": seats[claim.Token]}})
	})
	mux.HandleFunc("PUT /api/v1/entries/{entry}/ballot", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var sheet struct {
			Marks map[string]string `json:"marks"`
			Based int64             `json:"based_on"`
		}
		if err == nil {
			err = json.Unmarshal(body, &sheet)
		}
		if err != nil {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		b := ballot{r.PathValue("entry"), r.Header.Get("Authorization"), string(body), make(chan error, 1)}
		work <- b
		if err := <-b.done; err != nil {
			http.Error(w, "not written", http.StatusServiceUnavailable)
			return
		}
		answer(w, map[string]any{"receipt": "0000", "seq": 1, "version": sheet.Based + 1, "total": "0", "at": time.Now()})
	})
	return mux
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusCreated)
	_ = json.NewEncoder(w).Encode(v)
}
