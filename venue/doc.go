// Package venue is a client of the service written from its HTTP contract
// alone: phones, consoles, screens and an auditor as somebody would write them
// who has never seen the server. With it the promises of the service are
// attacked from outside: power, network, disk, cheating judges, curious eyes.
//
// It imports the standard library and nothing of the project, so that it
// cannot share a mistake with the server; everything that it knows of the
// server comes over the wire, from `leitai demo --json` or from an export.
//
// The tests run with `go test ./venue`; `-venue.long` takes the long counts.
package venue
