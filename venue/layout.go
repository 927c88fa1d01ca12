package venue

import "slices"

// Layout is the line that `leitai demo --json` prints when it is ready.
type Layout struct {
	URL      string         `json:"url"`
	Users    []Person       `json:"users"`
	Contests []Contest      `json:"contests"`
	Screens  []ScreenOnWall `json:"screens"`
}

// Person is a user of the demo with his password.
type Person struct {
	Role     string `json:"role"`
	Name     string `json:"name"`
	Password string `json:"password"`
}

// Contest is a contest of the demo; the last one is a rehearsal.
type Contest struct {
	ID        string  `json:"id"`
	Name      string  `json:"name"`
	Rehearsal bool    `json:"rehearsal"`
	Rounds    []Round `json:"rounds"`
}

// Round is a round with what its judges mark and the cards of its seats.
type Round struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	Mode    string  `json:"mode"`
	Entries []Named `json:"entries"`
	Sheet   []Point `json:"sheet"`
	Seats   []Card  `json:"seats"`
}

// Named is an id with its name.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Point is a scoring point: a mark is in 0…Max on Step, both decimals.
type Point struct {
	Point string `json:"point"`
	Max   string `json:"max"`
	Step  string `json:"step"`
}

// Card is the card of a seat: Token is the QR's, Code the six digits under it;
// the PIN is not printed on it. Recused lists entries this seat never marks.
type Card struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Token   string   `json:"token"`
	Code    string   `json:"code"`
	PIN     string   `json:"pin"`
	URL     string   `json:"url"`
	Recused []string `json:"recused"`
}

// ScreenOnWall is the address of one hall screen.
type ScreenOnWall struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// Marks says whether this seat marks the entry: it is not recused.
func (c Card) Marks(entry string) bool { return !slices.Contains(c.Recused, entry) }

// People lists the users of a role, in the order of the line.
func (l *Layout) People(role string) []Person {
	var out []Person
	for _, p := range l.Users {
		if p.Role == role {
			out = append(out, p)
		}
	}
	return out
}
