package httpapi

import "leitai/internal/contest"

// Picture is the shape of a snapshot, for the document: package contest writes
// it. Which of the fields an audience has, the contract says; a test reads every
// picture with it and finds nothing more.
type Picture struct {
	Log     string           `json:"log"`
	Version int64            `json:"version"`
	At      *string          `json:"at" doc:"time of the last fact"`
	View    contest.Audience `json:"view"`
	Round   PictureRound     `json:"round"`
	Current *string          `json:"current" doc:"the entry called last"`
	Timer   *PictureTimer    `json:"timer"`
	Final   bool             `json:"final" doc:"sealed"`
	Screens []contest.Screen `json:"screens,omitempty"`
	Entries []PictureEntry   `json:"entries"`

	Question *contest.Question `json:"question" doc:"the one that is up; gone at the next call"`
	Lead     *PictureLead      `json:"lead,omitempty" doc:"console only"`
}

// PictureRound is the round of a picture.
type PictureRound struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"`
	Contest     string       `json:"contest"`
	ContestName string       `json:"contest_name"`
	Rehearsal   bool         `json:"rehearsal"`
	Mode        contest.Mode `json:"mode"`
	Part        string       `json:"part"`
	PartName    string       `json:"part_name"`
	Paused      bool         `json:"paused"`
	RulesHash   string       `json:"rules_hash"`
	Drawn       bool         `json:"drawn"`
	Weight      string       `json:"weight" doc:"of the part in the total"`
	Mean        string       `json:"mean" enum:"arithmetic,median"`
	Panels      []struct {
		Key      string `json:"key" doc:"of the judge group; empty where there are none"`
		Name     string `json:"name"`
		Weight   string `json:"weight"`
		TrimHigh int    `json:"trim_high"`
		TrimLow  int    `json:"trim_low"`
		TrimMin  int    `json:"trim_min" doc:"with fewer valid marks nothing is dropped"`
	} `json:"panels" doc:"how each judge group is counted"`
	Parts    []PicturePart `json:"parts" doc:"of the total"`
	Across   bool          `json:"across" doc:"totals are corrected between batches"`
	Adjusted bool          `json:"adjusted" doc:"a total that is public has a bonus or a deduction of its own"`
	Screen   struct {
		Score   string `json:"score"`
		Ranking string `json:"ranking"`
	} `json:"screen"`
	Seed     *string       `json:"seed" doc:"of the draw; null for lots drawn by hand"`
	Plan     *contest.Plan `json:"plan"`
	Backdrop *string       `json:"backdrop" doc:"digest of the picture behind the main visual"`
}

// PicturePart is a part of the total.
type PicturePart struct {
	Key    string `json:"key"`
	Name   string `json:"name"`
	Weight string `json:"weight" doc:"a share of 1, or a factor where the rules add the parts up"`
}

// PictureLead is who leads the turn, and who asks to.
type PictureLead struct {
	Name  *string `json:"name"`
	Asked *string `json:"asked"`
}

// PictureTimer is the timer: stopped if since is null.
type PictureTimer struct {
	Entry   string  `json:"entry"`
	Since   *string `json:"since"`
	Elapsed int64   `json:"elapsed" doc:"seconds before since"`
}

// PictureEntry is an entry of a picture; its four figures are null until they may
// be seen.
type PictureEntry struct {
	ID         string          `json:"id"`
	Name       string          `json:"name"`
	Township   string          `json:"township"`
	Batch      string          `json:"batch"`
	Speaker    string          `json:"speaker"`
	Title      string          `json:"title"`
	Order      *int            `json:"order"`
	State      contest.State   `json:"state"`
	In         int             `json:"in,omitempty" doc:"ballots there; not for judges"`
	Of         int             `json:"of,omitempty" doc:"ballots due; not for judges"`
	Score      *string         `json:"score"`
	Total      *string         `json:"total"`
	Rank       *int            `json:"rank"`
	Marks      []PictureMark   `json:"marks" nullable:"true"`
	Corrected  bool            `json:"corrected"`
	Ballots    []PictureBallot `json:"ballots,omitempty"`
	ClosedBy   *string         `json:"closed_by,omitempty"`
	VerifiedBy *string         `json:"verified_by,omitempty"`

	Comments    []PictureComment    `json:"comments,omitempty" doc:"console and report"`
	Adjustments []PictureAdjustment `json:"adjustments,omitempty" doc:"console and report; the hall once it is revealed"`
	Unadjusted  *string             `json:"unadjusted,omitempty" doc:"the score before the adjustments of its part; not there without any"`
}

// PictureComment is what a guest said about an entry.
type PictureComment struct {
	Seq  int64  `json:"seq"`
	Name string `json:"name" doc:"who said it"`
	Text string `json:"text"`
	At   string `json:"at"`
	By   string `json:"by" doc:"who wrote it down"`
}

// PictureAdjustment is a bonus or a deduction.
type PictureAdjustment struct {
	Seq    int64   `json:"seq,omitempty" doc:"not for the hall"`
	Kind   string  `json:"kind" enum:"bonus,deduct"`
	Points *string `json:"points" doc:"null before the close"`
	Part   string  `json:"part" doc:"empty: of the total"`
	Reason string  `json:"reason"`
	By     string  `json:"by,omitempty" doc:"not for the hall"`
}

// PictureMark is a judge's mark.
type PictureMark struct {
	Seat    string            `json:"seat"`
	Name    string            `json:"name"`
	Total   string            `json:"total"`
	Dropped *string           `json:"dropped" enum:"high,low"`
	Group   string            `json:"group,omitempty" doc:"key of the judge group"`
	Points  map[string]string `json:"points,omitempty"`
}

// PictureBallot says whether a ballot is there; console only.
type PictureBallot struct {
	Seat    string `json:"seat"`
	State   string `json:"state" enum:"none,in,paper,recused,absent"`
	Version int64  `json:"version"`
}
