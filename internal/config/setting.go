package config

import (
	"fmt"
	"reflect"
)

// Setting is one setting as it is printed.
type Setting struct {
	Name    string `json:"name"` // of the flag, and in the file
	Env     string `json:"env"`
	Default string `json:"default"`
	Value   string `json:"value"` // masked if Secret
	Secret  bool   `json:"secret"`
	Help    string `json:"-"` // key of the explanation, unit included
}

// mask stands for the value of a secret that is set.
const mask = "********"

// Settings are all settings with the values of c, in the order of the struct.
func (c Config) Settings() []Setting { return describe(c) }

// describe reads the fields and tags of a struct.
func describe(v any) []Setting {
	value := reflect.ValueOf(v)
	out := make([]Setting, value.NumField())
	for i := range out {
		tag := value.Type().Field(i).Tag
		_, secret := tag.Lookup("secret")
		s := Setting{Name: tag.Get("name"), Env: tag.Get("env"), Default: tag.Get("default"), Help: tag.Get("help"), Secret: secret}
		if s.Value = fmt.Sprint(value.Field(i).Interface()); secret && s.Value != "" {
			s.Value = mask
		}
		if value.Field(i).Kind() == reflect.Bool && s.Default == "" {
			s.Default = "false"
		}
		out[i] = s
	}
	return out
}
