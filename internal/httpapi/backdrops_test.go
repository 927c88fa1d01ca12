package httpapi_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"strings"
	"testing"

	"leitai/internal/contest"
)

// upload posts a raw picture and returns status and body.
func (r *rig) upload(secret, kind string, data []byte) (int, string) {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), "POST", r.url+"/api/v1/backdrops", bytes.NewReader(data))
	r.must(err)
	req.Header.Set("Content-Type", kind)
	if secret != "" {
		req.Header.Set("Authorization", "Bearer "+secret)
	}
	res, err := http.DefaultClient.Do(req)
	r.must(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	r.must(err)
	return res.StatusCode, string(body)
}

func pngOf(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// webp is the head of a WebP picture of 1920×1080 in each of its three forms.
var webp = map[string]string{
	"VP8 ": "RIFF\x40\x00\x00\x00WEBPVP8 \x20\x00\x00\x00\x00\x00\x00\x9d\x01\x2a\x80\x07\x38\x04",
	"VP8L": "RIFF\x40\x00\x00\x00WEBPVP8L\x20\x00\x00\x00\x2f\x7f\xc7\x0d\x01\x00\x00\x00\x00\x00",
	"VP8X": "RIFF\x40\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x7f\x07\x00\x37\x04\x00",
}

func TestABackdropIsUploadedOnceAndSeenByAll(t *testing.T) {
	r := newRig(t)
	data := pngOf(t, 1920, 1080)
	sum := sha256.Sum256(data)
	digest := hex.EncodeToString(sum[:])
	r.command("director", "backdrop", fields{"digest": digest}).is(422, "bad_value")
	for _, who := range []string{"director", "organiser"} {
		if status, body := r.upload(secretOf(who), "image/png", data); status != 201 || body != `{"digest":"`+digest+`"}` {
			t.Fatalf("%s: %d %s", who, status, body)
		}
	}
	res, err := http.Get(r.url + "/api/v1/backdrops/" + digest)
	r.must(err)
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	r.must(err)
	if res.StatusCode != 200 || !bytes.Equal(got, data) || res.Header.Get("Content-Type") != "image/png" || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") || res.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%d %v, %d bytes", res.StatusCode, res.Header, len(got))
	}
	r.command("director", "backdrop", fields{"digest": digest}).is(201, "")
	for _, path := range []string{strings.Repeat("0a", 32), "x", "..%2f..%2fleitai.db"} {
		r.ask("", "GET", "/api/v1/backdrops/"+path, nil).is(404, "not_found")
	}
}

// TestNoAccountFillsTheDiskWithBackdrops: 200 are kept; one of them is taken again.
func TestNoAccountFillsTheDiskWithBackdrops(t *testing.T) {
	r := newRig(t)
	director := secretOf("director")
	first := pngOf(t, 1, 1)
	if status, body := r.upload(director, "image/png", first); status != 201 {
		t.Fatalf("%d %s", status, body)
	}
	for i := range 199 {
		r.must(r.store.SaveBackdrop(t.Context(), contest.BackdropFile{Digest: fmt.Sprintf("%064x", i), Type: "image/png", Data: []byte{1}}))
	}
	if status, body := r.upload(director, "image/png", pngOf(t, 2, 2)); status != 409 || !strings.Contains(body, "too_many_pictures") {
		t.Errorf("the 201st: %d %s", status, body)
	}
	if status, body := r.upload(director, "image/png", first); status != 201 {
		t.Errorf("one that is kept: %d %s", status, body)
	}
}

func TestABackdropIsAPictureOfABoundedSize(t *testing.T) {
	r := newRig(t)
	director := secretOf("director")
	var photo bytes.Buffer
	r.must(jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 64, 64)), nil))
	small := pngOf(t, 8, 8)
	for _, row := range []struct {
		name, secret, kind string
		data               []byte
		status             int
		code               string
	}{
		{"jpeg", director, "image/jpeg", photo.Bytes(), 201, "digest"},
		{"webp lossy", director, "image/webp", []byte(webp["VP8 "]), 201, "digest"},
		{"webp lossless", director, "image/webp", []byte(webp["VP8L"]), 201, "digest"},
		{"webp extended", director, "image/webp", []byte(webp["VP8X"]), 201, "digest"},
		{"a script", director, "image/png", []byte("<script>"), 415, "wrong_picture"},
		{"svg", director, "image/svg+xml", []byte("<svg/>"), 415, "wrong_picture"},
		{"under another name", director, "image/jpeg", small, 415, "wrong_picture"},
		{"nothing", director, "image/png", nil, 415, "wrong_picture"},
		{"too wide", director, "image/png", pngOf(t, 8193, 1), 413, "large_picture"},
		{"too many bytes", director, "image/png", append(small, make([]byte, 5<<20)...), 413, "large_picture"},
		{"nobody's", "", "image/png", small, 401, "no_session"},
		{"a verifier's", secretOf("verifier"), "image/png", small, 403, "forbidden"},
	} {
		if status, body := r.upload(row.secret, row.kind, row.data); status != row.status || !strings.Contains(body, row.code) {
			t.Errorf("%s: %d %s; want %d %s", row.name, status, body, row.status, row.code)
		}
	}
}
