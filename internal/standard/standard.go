// Package standard knows what a standard (评分标准) is and what it makes of the
// values of an entry: dimensions of items of scoring points, six kinds of
// points, and a score for each as a figure that carries its derivation. It reads
// no files and writes no sentences, and it computes with exact numbers only. It
// imports the standard library, score and fault.
package standard

import (
	"crypto/sha256"
	"encoding/hex"

	"leitai/internal/score"
)

// Standard is one edition of a standard: a tree whose base points total 100.
type Standard struct {
	Code, Domain string // RUR, 农村
	Hash         string // SHA-256 of the bytes of its file, hex
	Dimensions   []*Dimension
	Points       []*Point // every scoring point, in the order of the file

	byCode map[string]int
}

// Section is what a dimension and an item have in common.
type Section struct {
	Code, Name string
	Max        score.Exact // the sum of its base points; 0 outside the hundred
	Line       score.Exact // the sum of the lines (达标线) of its base points
	Outside    bool        // bonus and veto (附加): beside the hundred points
}

// Dimension (维度, 一级指标) is the top level of a standard.
type Dimension struct {
	Section
	Items []*Item
}

// Item (项目, 二级指标) is a group of scoring points; inside it the points that
// apply are scaled to its own.
type Item struct {
	Section
	Points []*Point
}

// Point is a scoring point (评分点): the smallest thing that has a score.
type Point struct {
	Code, Name string
	Kind       Kind
	Max        score.Exact // its score lies in 0…Max
	Line       score.Exact // the score that reaches the standard (达标线)
	Rule       string      // the sentence a person reads
	Params     string      // the JSON that Rule was written from, as it stands in the file
	Source     string      // field, daily, survey, data
	Assessor   string      // who enters or confirms the value (责任单位)
	Period     string
	Evidence   string
	Basis      string

	rule rule
}

// Point returns the scoring point with a code, or nil.
func (s *Standard) Point(code string) *Point {
	if i, ok := s.byCode[code]; ok {
		return s.Points[i]
	}
	return nil
}

// Covers tells whether an entry of a domain is scored by this standard: the
// domain is the standard's, by name or by code, or is not given.
func (s *Standard) Covers(domain string) bool {
	return domain == "" || domain == s.Domain || domain == s.Code
}

// Hash is the number of an edition: SHA-256 of the bytes of its file, in hex.
func Hash(file []byte) string {
	sum := sha256.Sum256(file)
	return hex.EncodeToString(sum[:])
}

// cents is how every score is rounded: half up to two decimals.
var cents = score.Rounding{Decimals: 2, Mode: score.HalfUp}

// hundred is what the base points of an edition total.
var hundred = score.Int(100)
