package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestTheEarlierResultIsFresh proves that the result of the year before, which
// --previous reads in the example, is what its files give.
func TestTheEarlierResultIsFresh(t *testing.T) {
	at := func(name string) string { return filepath.Join("..", "..", "examples", "jiaocheng", "previous", name) }
	want, err := os.ReadFile(at("result.json"))
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if status := run([]string{"rank", "--lang", "zh", "--rules", at("rules.yaml"), "--entries", at("entries.csv"), "--scores", at("scores.csv"), "--json"}, &got, io.Discard); status != 0 {
		t.Fatalf("exit status %d", status)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Error("previous/result.json is not what its files give; CONTRIBUTING.md says how to renew it")
	}
}
