package httpapi

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"sync"

	"github.com/gofiber/fiber/v3"

	"leitai/internal/contest"
)

// A backdrop is at most this large, in bytes and in pixels a side: more is no
// sharper on any wall, and a projector's machine has to unpack it.
const (
	maxBackdrop = 5 << 20
	maxSide     = 8192
	maxPictures = 200      // kept at a time: no account fills the disk
	maxUnread   = 64 << 20 // what is read of a picture that is too large, to say so
)

const backdropsPath = prefix + "/backdrops"

// Backdrops keeps the pictures that stand behind the main visual. Package store
// provides it.
type Backdrops interface {
	SaveBackdrop(ctx context.Context, b contest.BackdropFile) error
	Backdrop(ctx context.Context, digest string) (contest.BackdropFile, error)
	HasBackdrop(ctx context.Context, digest string) (bool, error)
	CountBackdrops(ctx context.Context) (int, error)
}

// shownBackdrop is the picture that was asked for last, in memory: all screens of
// a hall ask for the same.
type shownBackdrop struct {
	mu   sync.Mutex
	file contest.BackdropFile
}

func (b *shownBackdrop) get(digest string, load func() (contest.BackdropFile, error)) (contest.BackdropFile, error) {
	b.mu.Lock() // while one reads it, the others wait for it
	defer b.mu.Unlock()
	if b.file.Digest == digest && digest != "" {
		return b.file, nil
	}
	file, err := load()
	if err == nil {
		b.file = file
	}
	return file, err
}

// isUpload tells of a request whether its body is read by its handler, once it is
// known who sends it, and may be larger than others.
func isUpload(c fiber.Ctx) bool { return c.Method() == http.MethodPost && c.Path() == backdropsPath }

// postBackdrop handles POST /backdrops: a raw picture.
func (s *Server) postBackdrop(c fiber.Ctx) error {
	c.Response().Header.SetConnectionClose() // unless the body is read to its end
	ctx, cancel := context.WithTimeout(context.Background(), s.answer)
	defer cancel()
	r := &request{Context: ctx, c: c}
	if _, err := s.withRole(r, preparers); err != nil {
		return err
	}
	data, err := readUpload(c)
	if err != nil {
		return err
	}
	kind, width, height := imageOf(data)
	switch {
	case kind == "" || c.Get(fiber.HeaderContentType) != kind:
		return newProblem(http.StatusUnsupportedMediaType, WrongPicture)
	case width > maxSide || height > maxSide:
		return newProblem(http.StatusRequestEntityTooLarge, LargePicture)
	}
	sum := sha256.Sum256(data)
	file := contest.BackdropFile{Digest: hex.EncodeToString(sum[:]), Type: kind, Data: data}
	if err := s.roomFor(r, file.Digest); err != nil {
		return err
	}
	if err := s.opt.Backdrops.SaveBackdrop(r, file); err != nil {
		return err
	}
	c.Response().Header.Del(fiber.HeaderConnection)
	c.Response().Header.ResetConnectionClose()
	return c.Status(http.StatusCreated).JSON(backdropBody{file.Digest})
}

// roomFor refuses a picture that is new where enough are kept.
func (s *Server) roomFor(ctx context.Context, digest string) error {
	there, err := s.opt.Backdrops.HasBackdrop(ctx, digest)
	if err != nil || there {
		return err
	}
	n, err := s.opt.Backdrops.CountBackdrops(ctx)
	if err != nil {
		return err
	}
	if n >= maxPictures {
		return newProblem(http.StatusConflict, TooManyPictures)
	}
	return nil
}

// backdropBody is the name of a picture.
type backdropBody struct {
	Digest string `json:"digest"`
}

// readUpload reads the body of an upload.
func readUpload(c fiber.Ctx) ([]byte, error) {
	req := c.Request()
	if !req.IsBodyStream() {
		return append([]byte(nil), req.Body()...), nil
	}
	data, err := io.ReadAll(io.LimitReader(req.BodyStream(), maxBackdrop+1))
	switch {
	case err != nil:
		return nil, newProblem(http.StatusRequestTimeout, TooSlow)
	case len(data) > maxBackdrop:
		_, _ = io.CopyN(io.Discard, req.BodyStream(), maxUnread) // who is still sending hears no answer
		return nil, newProblem(http.StatusRequestEntityTooLarge, LargePicture)
	}
	return data, nil
}

// getBackdrop handles GET /backdrops/{digest}: anybody may see what the hall sees.
// What has a digest for its name never changes.
func (s *Server) getBackdrop(c fiber.Ctx) error {
	digest := c.Params("digest")
	if len(digest) != hex.EncodedLen(sha256.Size) {
		return fiber.ErrNotFound
	}
	ctx, cancel := context.WithTimeout(context.Background(), s.answer)
	defer cancel()
	file, err := s.shown.get(digest, func() (contest.BackdropFile, error) { return s.opt.Backdrops.Backdrop(ctx, digest) })
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	c.Set(fiber.HeaderContentType, file.Type)
	c.Response().SetBodyRaw(file.Data)
	return nil
}

// backdropThere refuses a backdrop that nobody has uploaded.
func (s *Server) backdropThere(ctx context.Context, d *contest.Deed) error {
	if d.Kind != contest.Backdrop || d.Digest == "" || s.opt.Backdrops == nil {
		return nil
	}
	there, err := s.opt.Backdrops.HasBackdrop(ctx, d.Digest)
	if err == nil && !there {
		return newProblem(http.StatusUnprocessableEntity, contest.FieldWrong).about("digest")
	}
	return err
}
