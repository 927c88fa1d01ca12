package httpapi

import (
	"encoding/json"
	"maps"
	"testing"
)

func TestAPlainBallotIsReadAsJSONReadsIt(t *testing.T) {
	for _, body := range []string{
		`{"marks":{"A":"9.5","STG-1-01":"10"},"based_on":0}`,
		" {\n\"based_on\" : 12 ,\t\"marks\" : { \"A\" : \"0\" } } \r\n",
		`{"marks":{},"based_on":999999999999999}`,
	} {
		var quick ballot
		var want struct {
			Marks   map[string]decimal `json:"marks"`
			BasedOn int64              `json:"based_on"`
		}
		if err := json.Unmarshal([]byte(body), &want); err != nil {
			t.Fatal(err)
		}
		if !quickSheet([]byte(body), &quick) || !maps.Equal(quick.Body.Marks, want.Marks) || quick.Body.BasedOn != want.BasedOn {
			t.Errorf("%s: %+v", body, quick.Body)
		}
	}
}

func TestWhatIsNotPlainGoesTheLongWay(t *testing.T) {
	for _, body := range []string{
		``, `null`, `[]`, `{`, `{}`, `{"marks":{"A":"1"}}`, `{"based_on":0}`,
		`{"marks":{"A":"1"},"based_on":0,"x":1}`, `{"marks":{"A":"1"},"based_on":0}}`, `{"marks":{"A":"1"},"based_on":0} {}`,
		`{"marks":{"A":"1","A":"2"},"based_on":0}`, `{"marks":{"A":"1"},"marks":{"A":"2"},"based_on":0}`, `{"based_on":0,"based_on":1,"marks":{}}`,
		`{"marks":{"A":1},"based_on":0}`, `{"marks":{"A":null},"based_on":0}`, `{"marks":null,"based_on":0}`, `{"marks":["1"],"based_on":0}`,
		`{"marks":{"A":"1"},"based_on":"0"}`, `{"marks":{"A":"1"},"based_on":-1}`, `{"marks":{"A":"1"},"based_on":1.0}`, `{"marks":{"A":"1"},"based_on":01}`,
		`{"marks":{"A":"1"},"based_on":1e2}`, `{"marks":{"A":"1"},"based_on":9999999999999999}`, `{"marks":{"A":"1"},"based_on":}`,
		`{"marks":{"\u0041":"1"},"based_on":0}`, `{"marks":{"甲":"1"},"based_on":0}`, `{"marks":{"A":"9.5 "},"based_on":0}`, `{"marks":{"A":"1e1"},"based_on":0}`,
		`{"marks":{"A":"-0"},"based_on":0}`, `{"marks":{"A":"NaN"},"based_on":0}`, `{"marks":{"A":"1",},"based_on":0}`, `{"marks":{"A" "1"},"based_on":0}`,
		"\xEF\xBB\xBF{\"marks\":{\"A\":\"1\"},\"based_on\":0}", `{"Marks":{"A":"1"},"based_on":0}`, `{"marks":{"A":"1"`, `{"marks":{"A":"1`,
	} {
		var in ballot
		if quickSheet([]byte(body), &in) {
			t.Errorf("%s was taken for a plain ballot", body)
		}
	}
}

// FuzzPlainBallot: what the quick way takes, JSON takes too, and reads the same.
func FuzzPlainBallot(f *testing.F) {
	f.Add([]byte(`{"marks":{"A":"9.5"},"based_on":0}`))
	f.Add([]byte(`{"based_on":3,"marks":{"A":"9.5","B":"0.0001"}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		var quick ballot
		if !quickSheet(body, &quick) {
			return
		}
		var want struct {
			Marks   map[string]decimal `json:"marks"`
			BasedOn int64              `json:"based_on"`
		}
		if err := json.Unmarshal(body, &want); err != nil || !maps.Equal(quick.Body.Marks, want.Marks) || quick.Body.BasedOn != want.BasedOn {
			t.Errorf("%q: %+v, JSON says %+v, %v", body, quick.Body, want, err)
		}
	})
}
