package contest

// lease is who leads the turn and who asks to. It is a rule of the pages, not of
// the round: every director's command is decided alike, whoever leads.
type lease struct {
	name  string // of the director who leads; empty while nobody does
	asked string // of the director who asks to; empty for nobody
}

// The actions of the command lead.
const (
	leadTake = "take" // the sender leads
	leadAsk  = "ask"  // the sender would like to
	leadGive = "give" // who leads makes another lead
	leadKeep = "keep" // who leads goes on
)

// leading are the commands by which a director comes to lead while nobody does.
var leading = map[Kind]bool{Draw: true, Call: true, Start: true, OpenEntry: true, Close: true, Reveal: true, Lock: true}

// decideLead passes the lead on. Only who leads gives it away or keeps it; taking
// it needs nobody's leave, for who led may have fallen ill.
func (r *Round) decideLead(d *Deed, p object) error {
	switch d.Action {
	case leadTake:
	case leadAsk:
		if r.lease.name == d.By {
			return refused(WrongState, "")
		}
	case leadGive, leadKeep:
		if r.lease.name != d.By {
			return refused(NotLeading, "")
		}
		if d.Action == leadGive && !d.has("name") {
			return invalid(FieldMissing, "name")
		}
	default:
		return invalid(FieldWrong, "action")
	}
	p["action"], p["name"] = d.Action, d.Name
	return nil
}

// take does what a command lead says.
func (l *lease) take(f *Fact, p *payload) {
	switch p.Action {
	case leadTake:
		*l = lease{name: f.By}
	case leadAsk:
		l.asked = f.By
	case leadGive:
		*l = lease{name: p.Name}
	case leadKeep:
		l.asked = ""
	}
}

// follow makes the director of a turn command lead if nobody does.
func (l *lease) follow(f *Fact) {
	if l.name == "" && leading[f.Kind] {
		l.name = f.By
	}
}
