//go:build !race

package tabular_test

// slack is by how much the race detector slows the tests.
const slack = 1
