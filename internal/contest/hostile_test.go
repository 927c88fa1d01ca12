package contest_test

import (
	"strings"
	"testing"

	"leitai/internal/contest"
)

// sentBy is a deed as the phone of a session sends it.
func sentBy(session string, d contest.Deed) contest.Deed {
	d.Session = session
	return d
}

func claim(seat contest.SeatID, session string) contest.Deed {
	return contest.Deed{Kind: contest.KindClaim, By: string(seat), Seat: seat, Session: session, Move: true}
}

func TestAPhoneThatLostItsSeatAddsNothing(t *testing.T) {
	d := opened(t, small())
	d.must(claim("s1", "old"))
	first := sentBy("old", ballot("e1", "s1", 0, "5", "4"))
	first.Key = "first-key"
	d.must(first)
	d.must(claim("s1", "new"))
	for name, deed := range map[string]contest.Deed{
		"a ballot":                 ballot("e1", "s1", 1, "6", "4"),
		"the repeat of one":        first,
		"words":                    {Kind: contest.KindWords, By: "s1", Seat: "s1", Entry: "e1", Good: []string{"好"}},
		"what the sheet lacks too": ballot("e1", "s1", 1, "99", "4"),
	} {
		if no := d.refused(contest.SeatMoved, sentBy("old", deed)); no.Class != contest.Unseated {
			t.Errorf("%s of the old phone is class %d", name, no.Class)
		}
	}
	d.refused(contest.NoSuchEntry, sentBy("old", ballot("e9", "s1", 1, "6", "4"))) // what is not there is not there for anybody
	d.must(sentBy("new", ballot("e1", "s1", 1, "6", "4")))
	d.must(d.command(contest.ReissueSeat, "", seat("s1"), reason("手机丢了")))
	d.refused(contest.NoSession, sentBy("new", ballot("e1", "s1", 2, "5", "4")))
}

func TestNoTextCarriesCommandsForATerminal(t *testing.T) {
	d := opened(t, small())
	d.must(ballot("e1", "s1", 0, "5", "4"))
	for _, text := range []string{"\x00", "a\x00b", "\x1b[2J", "\u009b31m", "\x7f", strings.Repeat("字", 334)} {
		d.refused(contest.FieldWrong, d.command(contest.Pause, "", reason(text)))
		d.refused(contest.FieldWrong, d.command(contest.Substitute, "e2", reason("病了"), func(d *contest.Deed) { d.Name = text }))
		d.refused(contest.FieldWrong, contest.Deed{Kind: contest.KindWords, By: "s1", Seat: "s1", Entry: "e1", Weak: []string{text}})
	}
	for _, text := range []string{"停电\n又来电", "a\tb", "𠮷田", "\u200fעברית", "</script>", "=1+1"} {
		d.must(d.command(contest.Pause, "", reason(text)))
		d.must(d.command(contest.Resume, "", reason(text)))
	}
}

func TestAReasonOfBlanksIsNone(t *testing.T) {
	d := opened(t, small())
	for _, text := range []string{" ", "\u3000", "\n\t"} {
		d.refused(contest.FieldMissing, d.command(contest.Pause, "", reason(text)))
		d.refused(contest.BallotsMissing, d.command(contest.Close, "e1", reason(text)))
	}
}
