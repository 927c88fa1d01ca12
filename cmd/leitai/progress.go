package main

import (
	"os"
	"sync"

	"github.com/schollz/progressbar/v3"
)

// longWork is how many bytes of input take long enough for a progress bar.
const longWork = 16 << 20

// progress returns what to tell of bytes read and what to call at the end. It
// shows a bar for long work on a terminal, and nothing in a pipe.
func (a *app) progress(total int64) (tell func(bytes int), done func()) {
	terminal, ok := a.err.(*os.File)
	if !ok || total < longWork || !isTerminal(terminal) {
		return nil, func() {}
	}
	bar := progressbar.NewOptions64(total, progressbar.OptionSetWriter(terminal), progressbar.OptionShowBytes(true),
		progressbar.OptionSetDescription(a.lang.T("progress.reading")), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(24))
	return func(bytes int) { _ = bar.Add(bytes) }, sync.OnceFunc(func() { _ = bar.Clear() })
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
