package store_test

import (
	"bytes"
	"testing"

	"leitai/internal/contest"
)

func backdrops(t *testing.T, s storage) {
	a := contest.BackdropFile{Digest: "0a", Type: "image/png", Data: bytes.Repeat([]byte{1, 0, 255}, 1000)}
	must(t, s.SaveBackdrop(t.Context(), a))
	must(t, s.SaveBackdrop(t.Context(), a))
	got, err := s.Backdrop(t.Context(), "0a")
	must(t, err)
	equal(t, "the backdrop", got, a)
	for digest, want := range map[string]bool{"0a": true, "0b": false} {
		there, err := s.HasBackdrop(t.Context(), digest)
		must(t, err)
		equal(t, digest+" is there", there, want)
	}
	n, err := s.CountBackdrops(t.Context())
	must(t, err)
	equal(t, "backdrops", n, 1)
	_, err = s.Backdrop(t.Context(), "0b")
	is(t, "what is not there", err, contest.ErrNotFound)
}
