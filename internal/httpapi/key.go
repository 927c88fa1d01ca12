package httpapi

import (
	"net/http"

	"leitai/internal/contest"
)

// keyOf is the idempotency key of a deed: 8–128 visible ASCII characters.
func keyOf(r *request) (string, error) {
	key := r.c.Get("Idempotency-Key")
	if len(key) < 8 || len(key) > 128 {
		return "", keyMissing()
	}
	for i := range len(key) {
		if key[i] <= ' ' || key[i] > '~' {
			return "", keyMissing()
		}
	}
	return key, nil
}

func keyMissing() error {
	return newProblem(http.StatusUnprocessableEntity, contest.KeyMissing).about("header.Idempotency-Key")
}
