package tabular

// Valid is what finds out whether a text is UTF-8.
var Valid = valid
