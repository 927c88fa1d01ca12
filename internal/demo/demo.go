// Package demo makes the sample contest of Jiaocheng: a year of 110 villages
// and communities, all marks, values and dates invented by a seeded generator,
// only names and codes real. The same seed gives the same bytes on every
// machine. It decides no rule: what a standard makes of the values comes from
// package standard. Beside the files it makes the contest live ([Live]), through
// the use-cases of office and auth. It imports examples, standard, fault, intake,
// contest, office and auth, and no storage.
package demo

//go:generate go run ./write ../../examples/jiaocheng

// Seed is the seed of the files committed under examples/jiaocheng.
const Seed = 2024

// Files returns the files of the sample contest by their path below
// examples/jiaocheng, the hand-written ones as they are.
func Files(seed uint64) map[string][]byte {
	c := newContest(seed)
	rural, community := c.assess("01_rural.csv", "农村"), c.assess("02_community.csv", "社区")
	files := map[string][]byte{
		"entries.csv":          c.entries(),
		"stage.csv":            c.stage(),
		"field.csv":            c.field(),
		"survey.csv":           c.survey(),
		"adjust.csv":           c.adjust(),
		"values-rural.csv":     rural.values(),
		"values-community.csv": community.values(),
		"daily.csv":            daily(rural, community),
		"previous/entries.csv": c.previousEntries(),
		"previous/scores.csv":  c.previousScores(),
	}
	for _, path := range []string{"README.md", "roster.csv", "townships.csv", "rules.yaml", "previous/rules.yaml"} {
		files[path] = embedded("jiaocheng/" + path)
	}
	return files
}
