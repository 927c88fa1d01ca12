package play

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// Tape is what has been recorded so far: a script, frames, an end. Any number
// may read it while it is written.
type Tape struct {
	mu      sync.Mutex
	events  [][]byte
	frames  [][]byte // those of the events that are kept
	changed chan struct{}
}

// NewTape begins with a script.
func NewTape(s *Script) (*Tape, error) {
	t := &Tape{changed: make(chan struct{})}
	s.Kind, s.Scenes, s.End = "script", Scenes, End
	return t, t.add(s)
}

// Events are those after the first n, each JSON without line breaks; changed is
// closed when there are more.
func (t *Tape) Events(n int) (events [][]byte, changed <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.events[min(n, len(t.events)):], t.changed
}

// add puts something on the tape.
func (t *Tape) add(event any) error {
	text, err := json.Marshal(event)
	if err != nil {
		return err
	}
	_, frame := event.(*Frame)
	t.put(text, frame)
	return nil
}

func (t *Tape) put(text []byte, kept bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.events = append(t.events, text)
	if kept {
		t.frames = append(t.frames, text)
	}
	close(t.changed)
	t.changed = make(chan struct{})
}

// The two ends of a tape.
var (
	endText    = []byte(`{"kind":"end"}`)
	failedText = []byte(`{"kind":"failed"}`)
)

// file is where a whole minute is kept, beside the database that it happened in.
const file = "minute.jsonl"

// head is the first line of the file; another form is not read.
var head = []byte(`{"kind":"minute","form":2}`)

// save keeps the frames of a tape that came to its end. What depends on the
// start, every start writes anew.
func (t *Tape) save(dir string) error {
	t.mu.Lock()
	lines := append(append([][]byte{head}, t.frames...), endText)
	t.mu.Unlock()
	path := filepath.Join(dir, file)
	if err := os.WriteFile(path+".new", bytes.Join(lines, []byte("\n")), 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// Load puts a minute that was kept on the tape and tells whether there is a
// whole one.
func (t *Tape) Load(dir string) (bool, error) {
	text, err := os.ReadFile(filepath.Join(dir, file))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	lines := bytes.Split(text, []byte("\n"))
	last := len(lines) - 1
	if !bytes.Equal(lines[0], head) || !bytes.Equal(lines[last], endText) {
		return false, nil
	}
	for _, line := range lines[1:] {
		t.put(line, false)
	}
	return true, nil
}
