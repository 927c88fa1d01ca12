package venue_test

import (
	"testing"

	"leitai/venue"
)

// The samples of RFC 8785, sections 3.2.2–3.2.4 and appendix B.
func TestCanonical(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"members sorted by UTF-16 code units": {
			`{"€":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","😀":"Emoji: Grinning Face","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis"}`,
			"{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"דּ\":\"Hebrew Letter Dalet With Dagesh\"}"},
		"shortest escapes":           {`"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/<>&"`, `"€$\u000f\nA'B\"\\\\\"/<>&"`},
		"numbers as ECMAScript":      {`[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001]`, `[333333333.3333333,1e+30,4.5,0.002,1e-27]`},
		"the largest plain integers": {`[999999999999999900000,1e21,-0,100,9007199254740994]`, `[999999999999999900000,1e+21,0,100,9007199254740994]`},
		"small and negative numbers": {`[0.000001,0.0000001,-1.50,5e-324]`, `[0.000001,1e-7,-1.5,5e-324]`},
		"words and blanks":           {"{ \"b\" : [ true , false , null ] ,\n\"a\" : { } }", `{"a":{},"b":[true,false,null]}`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := venue.Canonical([]byte(c.in))
			if err != nil || string(got) != c.want {
				t.Errorf("got  %s %v\nwant %s", got, err, c.want)
			}
		})
	}
}

func TestCanonicalRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"a member twice":      `{"a":1,"a":2}`,
		"a number too large":  `1e999`,
		"two values":          `1 2`,
		"half a value":        `{"a":[1`,
		"nothing":             ``,
		"a word of no JSON":   `NaN`,
		"a string cut off":    `"abc`,
		"a member cut off":    `{"a"`,
		"an array not closed": `[1,2`,
	} {
		if got, err := venue.Canonical([]byte(in)); err == nil {
			t.Errorf("%s: got %s", name, got)
		}
	}
}
