package pages

import (
	"crypto/sha256"
	"net/url"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/singleflight"
)

// outcome is what became of a form: where it leads, or why it is refused.
type outcome struct {
	to   string
	made bool  // something was written
	err  error // nil: it is written, or had nothing to write
}

// once are the forms that were written of late, and where they led. The same form sent again, by a second click or from a page
// that the browser kept, leads there too, instead of being told that others wrote meanwhile. A form carries the state that it was
// shown for, so what is sent again is one that has been written, and no wish of the same words. It is safe for concurrent use.
type once struct {
	led     *lru.Cache[[sha256.Size]byte, string]
	flights singleflight.Group
}

// ledMost is how many written forms are remembered.
const ledMost = 1024

func newOnce() *once {
	led, err := lru.New[[sha256.Size]byte, string](ledMost)
	if err != nil {
		panic(err) // the size is a constant above 0
	}
	return &once{led: led}
}

// of returns what became of a form that was sent to an address: what write says, or where it led the first time where write
// refuses it now. Of two that come at the same time one is written.
func (o *once) of(address *url.URL, form url.Values, write func() outcome) outcome {
	key := sha256.Sum256([]byte(address.RequestURI() + "\x00" + form.Encode()))
	did, _, _ := o.flights.Do(string(key[:]), func() (any, error) {
		did := write()
		if led, before := o.led.Get(key); did.err != nil && before {
			return outcome{to: led}, nil
		} else if did.made && did.err == nil {
			o.led.Add(key, did.to)
		}
		return did, nil
	})
	return did.(outcome)
}
