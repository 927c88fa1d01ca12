package tabular

import "errors"

func newBook(in input, opt Options) (source, error) { return nil, errors.New("not yet") }
