package contest

// Content is what makes a deed this deed, beside kind, entry, seat and reason.
func (d *Deed) Content() []byte { return d.content() }
