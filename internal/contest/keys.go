package contest

import (
	"hash/maphash"
	"time"

	"leitai/internal/score"
)

// keys are the idempotency keys of accepted deeds, each belonging to the seat or
// the user who sent it. They are kept as long as the log, a million of them on a
// long day, so nothing in here holds a pointer: a key is known by a hash of 128
// bits under seeds that nobody outside the process knows.
type keys struct {
	seeds [2]maphash.Seed
	done  map[[2]uint64]deedDone
}

func newKeys() keys {
	return keys{seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, done: map[[2]uint64]deedDone{}}
}

func (k *keys) hash(actor, key string) (out [2]uint64) {
	for i, seed := range k.seeds {
		var h maphash.Hash
		h.SetSeed(seed)
		h.WriteString(actor)
		h.WriteByte(0)
		h.WriteString(key)
		out[i] = h.Sum64()
	}
	return out
}

func (k *keys) put(actor, key string, done deedDone) { k.done[k.hash(actor, key)] = done }

// find is the deed that was accepted under a key; the empty key is none.
func (k *keys) find(actor, key string) (deedDone, bool) {
	if key == "" {
		return deedDone{}, false
	}
	done, ok := k.done[k.hash(actor, key)]
	return done, ok
}

// deedDone is what an accepted deed was, and of a ballot its receipt.
type deedDone struct {
	seq     int64
	content uint64 // hash of kind, entry, seat and content
	version int64  // of the ballot; 0 for what is none
	total   score.Points
	at      int64 // milliseconds since 1970
	zone    int32 // seconds east of UTC
	letters [4]byte
}

func (d *deedDone) keep(r *Receipt) {
	at, _ := time.Parse(time.RFC3339Nano, r.At)
	_, zone := at.Zone()
	d.version, d.at, d.zone = r.Version, at.UnixMilli(), int32(zone)
	d.total, _ = score.ParsePoints(r.Total)
	copy(d.letters[:], r.Receipt)
}

// receipt is what was kept, to the letter; nil for what is no ballot.
func (d *deedDone) receipt() *Receipt {
	if d.version == 0 {
		return nil
	}
	at := time.UnixMilli(d.at).In(time.FixedZone("", int(d.zone)))
	return &Receipt{Receipt: string(d.letters[:]), Seq: d.seq, Version: d.version, Total: d.total.String(), At: at.Format(TimeLayout)}
}
