package contest

// ContestID names a contest (一次擂台比武).
type ContestID string

// CardID names a card of the panel: what lies on a judge's table. It carries a
// token (as a QR code) and a short code; its PIN is handed out apart.
type CardID string

// Event is a contest as the office keeps it: rounds, a panel, and whether it is
// a rehearsal, which is a contest of its own.
type Event struct {
	ID        ContestID
	Name      string
	Rehearsal bool
	Secret    []byte  // 32 random bytes from which tokens, codes, PINs and repeated sessions follow
	InUse     RoundID // the round that the cards lead to: set by the command use; until then the first round
}

// RoundRow is a round as the office keeps it, until its definition is fact 1.
type RoundRow struct {
	ID      RoundID
	Contest ContestID
	Number  int // 1, 2, 3 … within the contest
	Name    string
	Mode    Mode
	Part    string // key of the part of the rules that this round judges
	Rules   []byte // rules.yaml or JSON as imported
	Log     string // random name of the log, new after a restore
	Version int64  // seq of its last fact, 0 before the first
}

// EntryRow is an entry of a round as the office keeps it. Fields holds the other
// columns of entries.csv by their heading, tie-break fields and former among them.
type EntryRow struct {
	ID                                          EntryID
	Round                                       RoundID
	Number                                      int // 1, 2, 3 …: the order of lists, not of the stage
	Name, Township, Batch, Class, Domain, Order string
	Speaker, Title                              string // who speaks, and of what; may be empty
	Exempt                                      bool
	Fields                                      map[string]string
}

// SeatRow is a seat of a round's panel. Several rounds may have a seat for the
// same card.
type SeatRow struct {
	ID      SeatID
	Round   RoundID
	Number  int // 1, 2, 3 …: 评委1
	Card    CardID
	Name    string // 评委1: what the hall sees
	Person  string // who sits there; may be empty
	Group   string // key of the judge group; empty if the part has none
	Recused []EntryID
}

// BackdropFile is a picture that somebody has uploaded to stand behind the main
// visual of a screen.
type BackdropFile struct {
	Digest string // SHA-256 of Data, lower-case hex
	Type   string // image/png, image/jpeg, image/webp
	Data   []byte
}

// Card is a card of the panel. Token, code and PIN follow from the secret of
// the contest and Generation; only digests of the token are ever looked up.
type Card struct {
	ID          CardID
	Contest     ContestID
	TokenDigest string // SHA-256 of the token, hex
	Code        string // six digits, printed under the QR code; unique in the database
	Generation  int    // 0, 1, 2 …: grows when the card is issued anew
}
