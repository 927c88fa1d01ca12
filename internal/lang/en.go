package lang

// en is the English catalogue.
var en = map[string]string{
	"meant": " (did you mean “{meant}”?)",
}
