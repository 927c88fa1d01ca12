package venue

import (
	"context"
	"fmt"
)

// Desk is the console of a user for one round: it looks at the picture before
// it presses a button, as a person does.
type Desk struct {
	*Client
	Round string
}

// NewDesk signs the person in.
func NewDesk(ctx context.Context, c *Client, who Person, round string) (*Desk, error) {
	own, err := c.SignIn(ctx, who.Name, who.Password)
	if err != nil {
		return nil, fmt.Errorf("sign in %s: %w", who.Name, err)
	}
	return &Desk{Client: own, Round: round}, nil
}

// Press decides on the picture of now: it reads the version and commands once
// under a key of its own, again only when the network failed.
func (d *Desk) Press(ctx context.Context, cmd Command) (Done, error) {
	var done Done
	picture, err := d.Picture(ctx)
	if err != nil {
		return done, err
	}
	cmd.ExpectVersion = picture.Version
	key := NewKey()
	err = insist(ctx, func() error {
		var err error
		done, _, err = d.Command(ctx, d.Round, key, cmd)
		return err
	})
	if err != nil {
		return done, fmt.Errorf("%s %s: %w", cmd.Type, cmd.Entry, err)
	}
	return done, nil
}

// Do presses the buttons of these types on one entry, in turn.
func (d *Desk) Do(ctx context.Context, entry string, types ...string) error {
	for _, t := range types {
		if _, err := d.Press(ctx, Command{Type: t, Entry: entry}); err != nil {
			return err
		}
	}
	return nil
}

// Picture is what the console shows now.
func (d *Desk) Picture(ctx context.Context) (Picture, error) {
	var p Picture
	err := insist(ctx, func() error {
		var err error
		p, err = d.Snapshot(ctx, d.Round, "console")
		return err
	})
	return p, err
}
