// Package schema says what is stored: one entity a file, every field with its
// meaning and unit. Its types are those of package contest, so that no word of
// the domain is declared twice. Contests, rounds, panels, rosters and accounts
// are rows that can be edited; everything that happens on the day is a fact and
// has no table of its own. The rest of ent/ is generated from here by
// "go generate ./ent", the SQL of ent/migrate follows it by hand.
package schema
