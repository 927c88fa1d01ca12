//go:build race

package tabular_test

const slack = 10
