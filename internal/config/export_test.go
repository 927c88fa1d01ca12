package config

// Describe is describe, for a struct that has a secret.
var Describe = describe
